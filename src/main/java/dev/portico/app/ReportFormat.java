package dev.portico.app;

import dev.portico.model.Problem;
import org.jspecify.annotations.Nullable;

/// How problems are printed.
enum ReportFormat {
    /// As compilers do: `file:line:column: error code: message`.
    TEXT {
        @Override
        String line(Problem problem) {
            return problem.position().shortForm()
                    + ": "
                    + level(problem)
                    + ' '
                    + problem.code()
                    + ": "
                    + sentence(problem);
        }
    },

    /// As GitHub Actions takes annotations.
    GITHUB {
        @Override
        String line(Problem problem) {
            return "::"
                    + level(problem)
                    + " file="
                    + property(problem.position().file())
                    + ",line="
                    + problem.position().line()
                    + ",col="
                    + problem.position().column()
                    + ",title="
                    + property(problem.code())
                    + "::"
                    + data(sentence(problem));
        }
    };

    abstract String line(Problem problem);

    void print(Validation.Result result, Console console) {
        result.problems().forEach(problem -> console.say(line(problem)));
        console.say(summary(result));
    }

    private static String summary(Validation.Result result) {
        String unread =
                result.unread() == 0
                        ? ""
                        : " " + count(result.unread(), "placeholder") + " at a URL not read.";
        String good =
                count(result.entities(), "good entity") + " in " + count(result.files(), "file");
        if (result.problems().isEmpty()) {
            return "No problems: " + good + "." + unread;
        }
        return count(result.errors(), "error")
                + ", "
                + count(result.warnings(), "warning")
                + "; "
                + good
                + "."
                + unread;
    }

    private static String count(long number, String what) {
        if (number == 1) {
            return "1 " + what;
        }
        String many =
                what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return number + " " + many;
    }

    private static String level(Problem problem) {
        return problem.isError() ? "error" : "warning";
    }

    private static String sentence(Problem problem) {
        StringBuilder facts = new StringBuilder();
        @Nullable String found = problem.found();
        @Nullable String allowed = problem.allowed();
        if (found != null) {
            facts.append("found ").append(found.isEmpty() ? "nothing" : found);
        }
        if (allowed != null) {
            facts.append(facts.isEmpty() ? "" : ", ").append("allowed ").append(allowed);
        }
        return facts.isEmpty() ? problem.message() : problem.message() + " (" + facts + ")";
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
