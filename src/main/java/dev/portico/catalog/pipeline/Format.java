package dev.portico.catalog.pipeline;

/// The formats of the envelope's fields, as Backstage's default validators have them. Loops, not
/// regular expressions: every document passes about twenty of these.
enum Format {
    API_VERSION("[prefix/]version, as backstage.io/v1alpha1") {
        @Override
        boolean accepts(String text) {
            int slash = text.indexOf('/');
            return (slash < 0 || isDnsSubdomain(text.substring(0, slash)))
                    && isWord(text.substring(slash + 1));
        }
    },
    KIND("1 to 63 letters and digits, beginning with a letter") {
        @Override
        boolean accepts(String text) {
            return isWord(text) && !isDigit(text.charAt(0));
        }
    },
    NAME(
            "1 to 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or"
                    + " digit") {
        @Override
        boolean accepts(String text) {
            return isObjectName(text);
        }
    },
    NAMESPACE("1 to 63 lower-case letters and digits, in parts separated by '-'") {
        @Override
        boolean accepts(String text) {
            return isDashed(text, "", true);
        }
    },
    KEY(
            "[prefix/]name, the prefix a lower-case domain name, the name at most 63 letters,"
                    + " digits, '-', '_' and '.'") {
        @Override
        boolean accepts(String text) {
            int slash = text.indexOf('/');
            return (slash < 0 || isDnsSubdomain(text.substring(0, slash)))
                    && isObjectName(text.substring(slash + 1));
        }
    },
    LABEL_VALUE(
            "nothing, or at most 63 letters, digits, '-', '_' and '.', beginning and ending with a"
                    + " letter or digit") {
        @Override
        boolean accepts(String text) {
            return text.isEmpty() || isObjectName(text);
        }
    },
    TAG("1 to 63 lower-case letters, digits, ':', '+' and '#', in parts separated by '-'") {
        @Override
        boolean accepts(String text) {
            return isDashed(text, ":+#", false);
        }
    };

    private final String allowed;

    Format(String allowed) {
        this.allowed = allowed;
    }

    abstract boolean accepts(String text);

    /// What is right, in words that follow "expected".
    String allowed() {
        return allowed;
    }

    private static boolean isWord(String text) {
        if (!hasLength(text, 63)) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAlphanumeric(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /// Lower-case letters, digits and `others`, in parts separated by one `-` or, if so wished, by
    /// several.
    private static boolean isDashed(String text, String others, boolean manyDashes) {
        int last = text.length() - 1;
        if (!hasLength(text, 63) || text.charAt(0) == '-' || text.charAt(last) == '-') {
            return false;
        }
        for (int i = 0; i <= last; i++) {
            char c = text.charAt(i);
            boolean dash = c == '-' && (manyDashes || text.charAt(i - 1) != '-');
            if (!dash && !isLowerCase(c) && !isDigit(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDnsSubdomain(String text) {
        if (!hasLength(text, 253)) {
            return false;
        }
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            if (!isDashed(text.substring(start, dot), "", true)) {
                return false;
            }
            start = dot + 1;
        }
        return isDashed(text.substring(start), "", true);
    }

    private static boolean isObjectName(String text) {
        int last = text.length() - 1;
        if (!hasLength(text, 63)
                || !isAlphanumeric(text.charAt(0))
                || !isAlphanumeric(text.charAt(last))) {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = text.charAt(i);
            if (!isAlphanumeric(c) && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasLength(String text, int most) {
        return !text.isEmpty() && text.length() <= most;
    }

    private static boolean isAlphanumeric(char c) {
        return isLowerCase(c) || (c >= 'A' && c <= 'Z') || isDigit(c);
    }

    private static boolean isLowerCase(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
