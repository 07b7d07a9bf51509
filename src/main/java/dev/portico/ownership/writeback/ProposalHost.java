package dev.portico.ownership.writeback;

import dev.portico.ownership.Proposal;
import dev.portico.ownership.Proposal.Edit;
import dev.portico.ownership.Proposal.Progress;
import dev.portico.ownership.Proposal.ProposalEditState;
import dev.portico.ownership.Proposal.ProposalState;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.Folders;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.GitPublisher;
import dev.portico.scm.GitPublisher.Author;
import dev.portico.scm.GitPublisher.Branch;
import dev.portico.scm.GitPublisher.Change;
import dev.portico.scm.GitPublisher.Former;
import dev.portico.scm.GitPublisher.Message;
import dev.portico.scm.GitPublisher.Target;
import dev.portico.scm.GitRepositories;
import dev.portico.scm.GitTree;
import dev.portico.scm.HostApi;
import dev.portico.scm.HostApi.NewPullRequest;
import dev.portico.scm.HostApi.PullRequest;
import dev.portico.scm.HostApis;
import dev.portico.scm.RepoSpec;
import dev.portico.scm.RepoUrl;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings one proposal forward at its Git host: pushes its branch, opens, amends or closes its
/// request, and looks whether it was merged. Can be done again wherever it was cut off.
///
/// A branch is made anew on top of its target when the files there changed, in place of the commit
/// that was pushed before, and never of one that somebody else pushed.
@Singleton
public final class ProposalHost {
    private final GitRepositories repositories;
    private final GitPublisher publisher;
    private final HostApis apis;
    private final WriteBackConfig config;

    public ProposalHost(
            GitRepositories repositories,
            GitPublisher publisher,
            HostApis apis,
            WriteBackConfig config) {
        this.repositories = repositories;
        this.publisher = publisher;
        this.apis = apis;
        this.config = config;
    }

    /// Keeps what must be known if this is cut off.
    @FunctionalInterface
    public interface Journal {
        /// CONFLICT when somebody else works on the proposal by now.
        void save(Proposal proposal);
    }

    /// How the proposal is after a look. What may go better later is thrown as a retryable
    /// PorticoException.
    public Proposal look(Proposal proposal, Journal journal)
            throws IOException, InterruptedException {
        HostApi api = api(proposal);
        Proposal.Request request = proposal.request();
        if (request != null) {
            PullRequest now = api.requirePullRequest(request.number());
            if (now.state() == PullRequest.State.MERGED) {
                return ended(proposal, ProposalState.MERGED, null, now.commit());
            }
            if (now.state() == PullRequest.State.CLOSED) {
                return ended(
                        proposal,
                        ProposalState.CLOSED,
                        "It was closed without being merged.",
                        null);
            }
        }
        return propose(proposal, api, journal);
    }

    private HostApi api(Proposal proposal) {
        return apis.of(RepoSpec.parse(RepoUrl.parse(proposal.repository()).webUrl()), null);
    }

    private Proposal propose(Proposal proposal, HostApi api, Journal journal)
            throws IOException, InterruptedException {
        String base = proposal.progress().base();
        @Nullable String ref = ref(proposal);
        Branch target;
        EditedFiles files;
        try (GitTree tree = repositories.open(api.url(), base == null ? ref : base, api.access())) {
            target = new Branch(target(tree, ref, api), String.valueOf(tree.revision()));
            files = EditedFiles.of(tree, proposal.edits(), location -> path(location, ref));
        }
        Proposal planned = with(proposal, files.edits());
        if (files.changed().isEmpty()) {
            return nothingToDo(planned, api);
        }
        Progress before = planned.progress();
        boolean isSame =
                files.basis().equals(before.basis()) && before.pushed() == before.revision();
        if (isSame && base == null && planned.request() != null) {
            return because(planned, null);
        }
        planned =
                with(
                        planned,
                        new Progress(
                                before.revision(),
                                before.pushed(),
                                before.revisedAt(),
                                target.commit(),
                                before.commit(),
                                before.basis(),
                                before.failures()));
        journal.save(planned);
        return publish(planned, api, target, files, journal);
    }

    /// The branch that the first file was read from; null for the default branch.
    private @Nullable String ref(Proposal proposal) {
        return proposal.edits().stream()
                .findFirst()
                .flatMap(edit -> repositories.hosts().browse(edit.location()))
                .map(repositories::resolve)
                .map(BrowseUrl.Split::ref)
                .orElse(null);
    }

    private Optional<String> path(String location, @Nullable String ref) {
        return repositories
                .hosts()
                .browse(location)
                .flatMap(
                        browse ->
                                browse.splits().stream()
                                        .filter(split -> Objects.equals(split.ref(), ref))
                                        .findFirst())
                .map(BrowseUrl.Split::path);
    }

    private String target(GitTree tree, @Nullable String ref, HostApi api) throws IOException {
        if (ref != null && !ref.equals("HEAD")) {
            return ref;
        }
        // a tree that was opened by its commit does not know its branch
        return tree.branch().equals(tree.revision())
                ? publisher
                        .find(new Target(api.url(), api.access()), null)
                        .map(Branch::name)
                        .orElse(tree.branch())
                : tree.branch();
    }

    private static Proposal nothingToDo(Proposal proposal, HostApi api)
            throws InterruptedException {
        Proposal.Request request = proposal.request();
        boolean done =
                proposal.edits().stream().allMatch(edit -> edit.state() == ProposalEditState.DONE);
        if (!done && request != null) {
            return because(proposal, refusals(proposal));
        }
        if (request != null) {
            api.closePullRequest(request.number());
        }
        return done
                ? ended(proposal, ProposalState.DONE, "The files say so by themselves.", null)
                : ended(proposal, ProposalState.REFUSED, refusals(proposal), null);
    }

    private static String refusals(Proposal proposal) {
        List<String> reasons =
                proposal.edits().stream()
                        .flatMap(edit -> Optional.ofNullable(edit.reason()).stream())
                        .distinct()
                        .toList();
        return reasons.size() == 1
                ? reasons.getFirst()
                : "None of the "
                        + proposal.edits().size()
                        + " edits can be done: "
                        + String.join(" ", reasons.subList(0, Math.min(3, reasons.size())));
    }

    private Proposal publish(
            Proposal proposal, HostApi api, Branch target, EditedFiles files, Journal journal)
            throws IOException, InterruptedException {
        String title = ProposalText.title(config.title(), proposal);
        String commit;
        try {
            commit = push(proposal, api, target, files, title);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            String why =
                    "Somebody else wrote to the branch " + proposal.branch() + ", so it stays.";
            return proposal.request() == null
                    ? ended(proposal, ProposalState.REFUSED, why, null)
                    : because(proposal, why);
        }
        Progress before = proposal.progress();
        Proposal pushed =
                with(
                        proposal,
                        new Progress(
                                before.revision(),
                                before.revision(),
                                before.revisedAt(),
                                null,
                                commit,
                                files.basis(),
                                0));
        api.awaitPush(proposal.branch(), commit);
        String text = ProposalText.fill(config.text().orElse(ProposalText.STANDARD), proposal);
        Proposal.Request request = proposal.request();
        if (request != null) {
            journal.save(pushed);
            api.amendPullRequest(request.number(), title, text);
            return because(pushed, someRefused(pushed));
        }
        // found by its branch when this is cut off before it is saved
        PullRequest opened =
                api.openOrFindPullRequest(
                        new NewPullRequest(
                                proposal.branch(),
                                target.name(),
                                title,
                                text,
                                false,
                                JsonObject.EMPTY),
                        true);
        Log.infof("proposed request=%s finding=%s", opened.url(), proposal.finding());
        Proposal open = opened(pushed, new Proposal.Request(opened.number(), opened.url()));
        journal.save(open);
        label(api, opened.number());
        return open;
    }

    private String push(
            Proposal proposal, HostApi api, Branch target, EditedFiles files, String title)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("portico-proposal-");
        try {
            files.writeTo(folder);
            return publisher
                    .replace(
                            new Target(api.url(), api.access()),
                            target,
                            new Former(proposal.branch(), proposal.progress().commit()),
                            new Change(folder, "", Change.Mode.UPDATE, List.of(), false),
                            new Message(
                                    title,
                                    new Author(config.authorName(), config.authorEmail()),
                                    proposal.progress().revisedAt()))
                    .commit();
        } finally {
            Folders.delete(folder);
        }
    }

    /// Labels are no reason to fail.
    private void label(HostApi api, long number) throws InterruptedException {
        List<String> labels =
                config.labels().orElse(List.of()).stream().filter(l -> !l.isBlank()).toList();
        try {
            if (!labels.isEmpty()) {
                api.labelPullRequest(number, labels);
            }
        } catch (PorticoException e) {
            Log.warnf("request not labelled number=%d reason=%s", number, e.text());
        }
    }

    private static @Nullable String someRefused(Proposal proposal) {
        long refused =
                proposal.edits().stream()
                        .filter(edit -> edit.state() == ProposalEditState.REFUSED)
                        .count();
        return refused == 0 ? null : refused + " of its edits could not be done.";
    }

    private static Proposal with(Proposal old, List<Edit> edits) {
        return new Proposal(
                old.id(),
                old.repository(),
                old.finding(),
                old.branch(),
                old.state(),
                old.reason(),
                old.actor(),
                old.request(),
                old.mergedCommit(),
                old.createdAt(),
                old.progress(),
                edits);
    }

    private static Proposal with(Proposal old, Progress progress) {
        return new Proposal(
                old.id(),
                old.repository(),
                old.finding(),
                old.branch(),
                old.state(),
                old.reason(),
                old.actor(),
                old.request(),
                old.mergedCommit(),
                old.createdAt(),
                progress,
                old.edits());
    }

    private static Proposal opened(Proposal old, Proposal.Request request) {
        return new Proposal(
                old.id(),
                old.repository(),
                old.finding(),
                old.branch(),
                ProposalState.OPEN,
                someRefused(old),
                old.actor(),
                request,
                null,
                old.createdAt(),
                old.progress(),
                old.edits());
    }

    private static Proposal because(Proposal old, @Nullable String reason) {
        return new Proposal(
                old.id(),
                old.repository(),
                old.finding(),
                old.branch(),
                old.state(),
                reason,
                old.actor(),
                old.request(),
                old.mergedCommit(),
                old.createdAt(),
                old.progress(),
                old.edits());
    }

    private static Proposal ended(
            Proposal old, ProposalState state, @Nullable String reason, @Nullable String commit) {
        return new Proposal(
                old.id(),
                old.repository(),
                old.finding(),
                old.branch(),
                state,
                reason,
                old.actor(),
                old.request(),
                commit,
                old.createdAt(),
                old.progress(),
                old.edits());
    }
}
