package dev.portico.ownership;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of descriptor files proposed to Git as one pull or merge request.
///
/// @param repository its address
/// @param finding what it is about, as `owner component:default/orders` or `transfer 7f3a...`: a
///     repository has at most one open proposal for each
/// @param branch the branch it comes from
/// @param reason what hinders it, or why it ended, as a sentence; null for nothing
/// @param actor who asked for it
/// @param request null until it is opened
/// @param mergedCommit what the target branch got; null while it is not merged
public record Proposal(
        UUID id,
        String repository,
        String finding,
        String branch,
        ProposalState state,
        @Nullable String reason,
        String actor,
        @Nullable Request request,
        @Nullable String mergedCommit,
        Instant createdAt,
        Progress progress,
        List<Edit> edits) {
    public Proposal {
        edits = List.copyOf(edits);
    }

    /// How far a proposal is.
    public enum ProposalState {
        /// It is to be opened.
        WAITING,
        OPEN,
        /// It is merged, and the catalog has not read so yet.
        MERGED,
        /// The files say what it asked for.
        DONE,
        /// It was closed without being merged, which counts as no for a time.
        CLOSED,
        /// Nothing of it can be done.
        REFUSED
    }

    /// The pull or merge request.
    ///
    /// @param url where a browser finds it
    public record Request(long number, String url) {}

    /// What was done so far; for the loop that does it.
    ///
    /// @param revision number of the wish as it is now
    /// @param pushed number of the wish that was pushed last
    /// @param revisedAt when the wish became what it is
    /// @param base the commit that a push which may have been cut off goes on from
    /// @param commit what the branch has by us
    /// @param basis tells the files that was made from
    /// @param failures attempts in a row that failed
    public record Progress(
            int revision,
            int pushed,
            Instant revisedAt,
            @Nullable String base,
            @Nullable String commit,
            @Nullable String basis,
            int failures) {}

    /// One field of one entity.
    ///
    /// @param location where the entity was read
    /// @param reason why it is refused, as a sentence; null when it is not
    public record Edit(
            String ref,
            String field,
            String value,
            String location,
            ProposalEditState state,
            @Nullable String reason) {
        public Edit with(ProposalEditState now, @Nullable String why) {
            return new Edit(ref, field, value, location, now, why);
        }
    }

    /// What became of an edit.
    public enum ProposalEditState {
        WAITING,
        /// It is part of the request.
        PROPOSED,
        /// The file says so.
        DONE,
        REFUSED
    }
}
