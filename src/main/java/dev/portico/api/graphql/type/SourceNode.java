package dev.portico.api.graphql.type;

import dev.portico.model.SourceClass;
import dev.portico.model.TrustLevel;
import dev.portico.source.SourceReport;
import io.smallrye.graphql.api.Nullable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// A source and its report.
@Name("Source")
@Description("Something the catalog is made from, and how it is doing.")
public final class SourceNode {
    private static final int SHOWN = 500;

    private final SourceReport report;

    public SourceNode(SourceReport report) {
        this.report = report;
    }

    @Description("Unique and stable, such as git:https://git.example.com/acme/orders.")
    public String getName() {
        return report.info().name();
    }

    @Description("git, location, self or demo.")
    public String getKind() {
        return report.info().kind();
    }

    @Description("Decides which declaration is primary when sources disagree.")
    public SourceClass getSourceClass() {
        return report.info().sourceClass();
    }

    @Description("What it may declare.")
    public TrustLevel getTrust() {
        return report.info().trust();
    }

    @Description("Where it can be seen.")
    public String getUrl() {
        return report.info().url();
    }

    @Description("The setting or registration that named it.")
    public String getConfigured() {
        return report.info().configured();
    }

    @Nullable
    @Description("How often it is read when nothing tells of a change, in ISO 8601.")
    public String getPollInterval() {
        Duration interval = report.info().pollInterval();
        return interval == null ? null : interval.toString();
    }

    @Description("What it is at.")
    public SourceState getState() {
        return SourceState.of(report.state());
    }

    @Description("Entities whose primary declaration is this source's.")
    public long getEntities() {
        return report.entities();
    }

    @Description("Declarations of it that another source's stands before.")
    public long getConflicts() {
        return report.conflicts();
    }

    @Nullable
    @Description("When it was last read to the end.")
    public OffsetDateTime getLastRun() {
        return at(report.lastRun());
    }

    @Nullable
    @Description("What was read then: a commit.")
    public String getRevision() {
        return report.revision();
    }

    @Nullable
    @Description("Why the last attempt failed; null when it did not.")
    public String getError() {
        return report.error();
    }

    @Nullable
    @Description("Since when the source itself is missing; its entities go after the grace time.")
    public OffsetDateTime getGoneSince() {
        return at(report.goneSince());
    }

    @Nullable
    @Description("Removals that wait for a person.")
    public HeldNode getHeld() {
        SourceReport.Held held = report.held();
        return held == null
                ? null
                : new HeldNode(
                        held.since().atOffset(ZoneOffset.UTC),
                        held.total(),
                        held.refs().stream().limit(SHOWN).toList());
    }

    @Description("What is wrong with the source itself; at most 500.")
    public List<@NonNull ProblemNode> getProblems() {
        return report.problems().stream().limit(SHOWN).map(ProblemNode::from).toList();
    }

    @Description("How many documents were kept out.")
    public long getRejectionCount() {
        return report.rejectionCount();
    }

    /// Some of the documents kept out.
    public RejectionPage rejections(int offset, int first) {
        List<RejectionNode> nodes =
                report.rejections().stream()
                        .skip(offset)
                        .limit(first)
                        .map(RejectionNode::from)
                        .toList();
        return new RejectionPage(
                nodes, report.rejectionCount(), offset + nodes.size() < report.rejections().size());
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
