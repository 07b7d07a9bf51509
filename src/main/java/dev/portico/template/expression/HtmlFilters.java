package dev.portico.template.expression;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Filters for HTML. Nothing is escaped unless a template asks for it.
final class HtmlFilters {
    static final Map<String, Filter> FILTERS =
            Map.of(
                    "e", HtmlFilters::escape,
                    "escape", HtmlFilters::escape,
                    "forceescape", HtmlFilters::forceEscape,
                    "safe", HtmlFilters::safe,
                    "nl2br", HtmlFilters::breakLines,
                    "striptags", HtmlFilters::stripTags,
                    "urlize", HtmlFilters::link);

    private static final Pattern TAG =
            Pattern.compile("(?i)</?([a-z][a-z0-9]*)\\b[^>]*>|<!--(?s:.*?)-->");
    private static final Pattern WORD =
            Pattern.compile("(?s)^(?:\\(|<|&lt;)?([^\\n]*?)(?:\\.|,|\\)|\\n|&gt;)?$");
    private static final Pattern MAIL =
            Pattern.compile("(?i)^[\\w.!#$%&'*+\\-/=?^`{|}~]+@[a-z\\d\\-]+(\\.[a-z\\d\\-]+)+$");
    private static final Pattern DOMAIN = Pattern.compile("\\.(?:org|net|com)(?::|/|$)");

    private HtmlFilters() {}

    private static String shown(@Nullable Object input, Run run) {
        return Values.missing(input) ? "" : Values.text(input, run.budget());
    }

    private static Object escape(@Nullable Object input, Args arguments, Run run) {
        return input instanceof SafeText ? input : forceEscape(input, arguments, run);
    }

    private static Object forceEscape(@Nullable Object input, Args arguments, Run run) {
        return new SafeText(run.budget().made(Texts.escape(shown(input, run))));
    }

    private static Object safe(@Nullable Object input, Args arguments, Run run) {
        return input instanceof SafeText ? input : new SafeText(shown(input, run));
    }

    private static Object breakLines(@Nullable Object input, Args arguments, Run run) {
        if (Values.missing(input)) {
            return "";
        }
        String text = TextFilters.required(input);
        String broken = text.replace("\r\n", "\n").replace("\n", "<br />\n");
        return TextFilters.like(input, run.budget().made(broken));
    }

    private static Object stripTags(@Nullable Object input, Args arguments, Run run) {
        String text = TextFilters.text(input);
        String before;
        int rounds = 0;
        do {
            before = text;
            run.budget().text(text.length());
            text = TAG.matcher(text).replaceAll("");
            if (++rounds > 100) {
                throw Fault.of("The tags nest too deep to be taken away.");
            }
        } while (text.length() < before.length());
        String trimmed = Texts.trim(text);
        return TextFilters.like(
                input, Values.truthy(arguments.get(0)) ? keepLines(trimmed) : oneLine(trimmed));
    }

    private static String keepLines(String text) {
        String cleaned = text.replaceAll("(?m)^ +| +$", "").replaceAll(" +", " ");
        return cleaned.replace("\r\n", "\n").replaceAll("\n\n\n+", "\n\n");
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        boolean space = false;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = Texts.space(text.charAt(i));
            if (!blank) {
                line.append(text.charAt(i));
            } else if (!space) {
                line.append(' ');
            }
            space = blank;
        }
        return line.toString();
    }

    private static Object link(@Nullable Object input, Args arguments, Run run) {
        String text = TextFilters.required(input);
        double length = Values.number(arguments.get(0), run.budget());
        int shown = Double.isNaN(length) ? Integer.MAX_VALUE : (int) length;
        String follow = Boolean.TRUE.equals(arguments.get(1)) ? " rel=\"nofollow\"" : "";
        StringBuilder linked = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            boolean blank = Texts.space(text.charAt(at));
            while (end < text.length() && Texts.space(text.charAt(end)) == blank) {
                end++;
            }
            String word = text.substring(at, end);
            linked.append(blank ? word : link(word, shown, follow));
            at = end;
        }
        return run.budget().made(linked.toString());
    }

    private static String link(String word, int shown, String follow) {
        Matcher matcher = WORD.matcher(word);
        String url = matcher.find() ? matcher.group(1) : word;
        String label = url.substring(0, Math.max(0, Math.min(shown, url.length())));
        if (url.startsWith("http://") || url.startsWith("https://")) {
            return "<a href=\"" + url + "\"" + follow + ">" + label + "</a>";
        }
        if (url.startsWith("www.")) {
            return "<a href=\"http://" + url + "\"" + follow + ">" + label + "</a>";
        }
        if (MAIL.matches(url)) {
            return "<a href=\"mailto:" + url + "\">" + url + "</a>";
        }
        if (DOMAIN.matcher(url).find()) {
            return "<a href=\"http://" + url + "\"" + follow + ">" + label + "</a>";
        }
        return word;
    }
}
