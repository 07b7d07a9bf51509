package dev.portico.catalog.pipeline;

import java.util.regex.Pattern;

/// The formats of the envelope's fields, as Backstage's default validators have them.
enum Format {
    API_VERSION("[prefix/]version, as backstage.io/v1alpha1") {
        @Override
        boolean accepts(String text) {
            int slash = text.indexOf('/');
            return (slash < 0 || isDnsSubdomain(text.substring(0, slash)))
                    && matches(VERSION, text.substring(slash + 1), 63);
        }
    },
    KIND("1 to 63 letters and digits, beginning with a letter") {
        @Override
        boolean accepts(String text) {
            return matches(WORD, text, 63);
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
            return matches(DNS_LABEL, text, 63);
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
            return matches(TAG_PATTERN, text, 63);
        }
    };

    private static final Pattern VERSION = Pattern.compile("[a-z0-9A-Z]+");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z][a-z0-9A-Z]*");
    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+");
    private static final Pattern TAG_PATTERN = Pattern.compile("[a-z0-9:+#]++(?:-[a-z0-9:+#]++)*+");

    private final String allowed;

    Format(String allowed) {
        this.allowed = allowed;
    }

    abstract boolean accepts(String text);

    /// What is right, in words that follow "expected".
    String allowed() {
        return allowed;
    }

    /// The length comes first: a pattern never sees a long text.
    private static boolean matches(Pattern pattern, String text, int maxLength) {
        return !text.isEmpty() && text.length() <= maxLength && pattern.matcher(text).matches();
    }

    private static boolean isDnsSubdomain(String text) {
        if (text.isEmpty() || text.length() > 253) {
            return false;
        }
        for (String label : text.split("\\.", -1)) {
            if (!matches(DNS_LABEL, label, 63)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isObjectName(String text) {
        int length = text.length();
        if (length == 0 || length > 63) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean inner = i > 0 && i < length - 1;
            if (!isAlphanumeric(c) && !(inner && (c == '-' || c == '_' || c == '.'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
