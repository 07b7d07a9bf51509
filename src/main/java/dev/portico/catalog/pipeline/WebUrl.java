package dev.portico.catalog.pipeline;

import java.util.Locale;
import java.util.Set;

/// What a browser makes of a URL.
final class WebUrl {
    private static final String NOT_IN_HOSTS = " <>^|%\\[]@:";
    private static final Set<String> WITH_HOST = Set.of("http", "https", "ws", "wss", "ftp");

    private WebUrl() {}

    /// True for an absolute URL as JavaScript's `new URL` takes it.
    static boolean isParseable(String text) {
        String url = text.strip();
        int colon = url.indexOf(':');
        if (colon < 1 || !isScheme(url.substring(0, colon))) {
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
        return isHost(hasPort ? hostAndPort.substring(0, port) : hostAndPort)
                && (!hasPort || isPort(hostAndPort.substring(port + 1)));
    }

    private static boolean isScheme(String text) {
        return Character.isLetter(text.charAt(0))
                && text.chars()
                        .allMatch(
                                c ->
                                        (c >= 'a' && c <= 'z')
                                                || (c >= 'A' && c <= 'Z')
                                                || (c >= '0' && c <= '9')
                                                || "+.-".indexOf(c) >= 0);
    }

    private static boolean isHost(String text) {
        boolean address = text.length() > 3 && text.startsWith("[") && text.endsWith("]");
        if (address) {
            return text.chars()
                    .skip(1)
                    .limit(text.length() - 2L)
                    .allMatch(c -> Character.digit(c, 16) >= 0 || c == ':' || c == '.');
        }
        return !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && NOT_IN_HOSTS.indexOf(c) < 0);
    }

    private static boolean isPort(String text) {
        return text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
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
