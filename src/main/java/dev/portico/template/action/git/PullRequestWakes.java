package dev.portico.template.action.git;

import dev.portico.source.PullRequestListener;
import dev.portico.template.Tasks;
import dev.portico.template.action.WakeKeys;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;

/// Wakes up steps that wait for a pull request of which a Git host says that something happened.
@Singleton
final class PullRequestWakes implements PullRequestListener {
    private final Tasks tasks;

    PullRequestWakes(Tasks tasks) {
        this.tasks = tasks;
    }

    @Override
    public void changed(Set<String> repositories, long number) {
        tasks.wake(
                repositories.stream()
                        .map(repository -> WakeKeys.pullRequest(repository, number))
                        .collect(Collectors.toSet()));
    }
}
