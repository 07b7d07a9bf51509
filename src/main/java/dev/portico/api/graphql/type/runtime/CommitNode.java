package dev.portico.api.graphql.type.runtime;

import dev.portico.scm.GitCommit;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Name;

/// A commit.
@Name("Commit")
@Description("A commit of a repository that the catalog reads.")
public record CommitNode(
        @Description("Its id.") String id,
        @Description("Name of who wrote it.") String author,
        @Description("When it was committed.") OffsetDateTime committedAt,
        @Description("The first line of its message.") String subject) {
    public static CommitNode from(GitCommit it) {
        return new CommitNode(
                it.id(), it.author(), it.committedAt().atOffset(ZoneOffset.UTC), it.subject());
    }
}
