package dev.portico.ownership.writeback;

import dev.portico.ownership.Proposal;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.ProposalEditState;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a request says of itself. Pure.
final class ProposalText {
    /// The text of requests when no other is configured.
    static final String STANDARD =
            """
            The catalog knows another value than the files have. Merge this to have the files say \
            so, too; close it to keep them as they are.

            {edits}

            Asked for by {actor}.""";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
    private static final int LISTED = 200;
    private static final int MAX_TITLE = 200;

    private ProposalText() {}

    static String title(String template, Proposal proposal) {
        String line = fill(template, proposal).replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), MAX_TITLE));
    }

    /// An unknown placeholder stays as it is.
    static String fill(String template, Proposal proposal) {
        List<Edit> edits =
                proposal.edits().stream()
                        .filter(edit -> edit.state() == ProposalEditState.PROPOSED)
                        .toList();
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(
                        match -> Matcher.quoteReplacement(value(match.group(), edits, proposal)));
    }

    private static String value(String placeholder, List<Edit> edits, Proposal proposal) {
        boolean one = edits.size() == 1;
        return switch (placeholder) {
            case "{entity}" -> one ? edits.getFirst().ref() : edits.size() + " entities";
            case "{field}" -> same(edits.stream().map(Edit::field).toList(), "fields");
            case "{value}" -> same(edits.stream().map(Edit::value).toList(), "several values");
            case "{actor}" -> proposal.actor();
            case "{count}" -> String.valueOf(edits.size());
            case "{edits}" -> list(edits);
            default -> placeholder;
        };
    }

    private static String same(List<String> all, String otherwise) {
        return all.stream().distinct().count() == 1 ? all.getFirst() : otherwise;
    }

    private static String list(List<Edit> edits) {
        String more = edits.size() > LISTED ? "\n- and " + (edits.size() - LISTED) + " more" : "";
        return edits.stream()
                        .limit(LISTED)
                        .map(
                                edit ->
                                        "- `"
                                                + edit.ref()
                                                + "`: "
                                                + edit.field()
                                                + " `"
                                                + edit.value()
                                                + "`")
                        .collect(Collectors.joining("\n"))
                + more;
    }
}
