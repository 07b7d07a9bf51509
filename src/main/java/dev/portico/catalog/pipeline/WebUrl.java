package dev.portico.catalog.pipeline;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a browser makes of a URL.
final class WebUrl {
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*");
    private static final Pattern HOST =
            Pattern.compile("[^\\s<>^|%\\\\\\[\\]@:]+|\\[[0-9a-fA-F:.]+]");
    private static final Pattern PORT = Pattern.compile("[0-9]{0,5}");
    private static final Set<String> WITH_HOST = Set.of("http", "https", "ws", "wss", "ftp");

    private WebUrl() {}

    /// True for an absolute URL as JavaScript's `new URL` takes it.
    static boolean isParseable(String text) {
        String url = text.strip();
        int colon = url.indexOf(':');
        if (colon < 1 || !SCHEME.matcher(url.substring(0, colon)).matches()) {
            return false;
        }
        if (!WITH_HOST.contains(url.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return true;
        }
        int start = colon + 1;
        while (start < url.length() && (url.charAt(start) == '/' || url.charAt(start) == '\\')) {
            start++;
        }
        int end = start;
        while (end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int port = hostAndPort.lastIndexOf(':');
        boolean hasPort = port > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, port) : hostAndPort;
        return HOST.matcher(host).matches()
                && (!hasPort || PORT.matcher(hostAndPort.substring(port + 1)).matches());
    }

    /// True when a browser would run it: white space and control characters don't hide the scheme.
    static boolean isScript(String text) {
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < text.length() && seen.length() < 11; i++) {
            if (text.charAt(i) > ' ') {
                seen.append(text.charAt(i));
            }
        }
        return seen.toString().toLowerCase(Locale.ROOT).startsWith("javascript:");
    }
}
