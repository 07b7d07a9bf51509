package dev.portico.ownership;

import dev.portico.access.CiJob;
import dev.portico.access.Viewer;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.RepoUrl;
import dev.portico.source.PushedSets;
import dev.portico.source.SetPush;
import dev.portico.source.SetReport;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;

/// Takes sets of entities from those who may push them. A job of a CI system pushes only sets named
/// after its repository, `ci/HOST/OWNER/REPO` and what begins so with a further `/`, and its
/// entities are said to lie there, whatever they say themselves.
@Singleton
public final class EntitySets {
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9][a-z0-9._:-]*(?:/[a-z0-9][a-z0-9._:-]*)*");
    private static final int MAX_NAME = 200;
    private static final String CI = "ci/";
    private static final String BRANCH = "refs/heads/";

    private final PushedSets sets;
    private final Places places;

    EntitySets(PushedSets sets, Places places) {
        this.sets = sets;
        this.places = places;
    }

    /// See [PushedSets#push]; FORBIDDEN for a set that is not the viewer's, INVALID_INPUT for a
    /// name that is none.
    public SetReport push(
            Viewer viewer, String name, InputStream content, SetPush.Options options) {
        if (name.length() > MAX_NAME || !NAME.matcher(name).matches()) {
            throw PorticoException.invalid(
                    "A set has a name of lower-case letters, digits, '.', '_', ':' and '-' between"
                            + " slashes, up to "
                            + MAX_NAME
                            + " characters.");
        }
        CiJob job = viewer.job();
        if (viewer.type() == Viewer.Type.CI && job != null) {
            return sets.push(ofJob(viewer, job, name, content, options));
        }
        if (!viewer.admin() && name.startsWith(CI)) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Sets whose names begin with "
                            + CI
                            + " are those of CI jobs, and "
                            + viewer.name()
                            + " is none; choose another name.");
        }
        String location = "set:" + name;
        return sets.push(
                new SetPush(
                        name,
                        content,
                        viewer.name(),
                        null,
                        null,
                        annotations(location, location),
                        options));
    }

    private SetPush ofJob(
            Viewer viewer, CiJob job, String name, InputStream content, SetPush.Options options) {
        RepoUrl repository = RepoUrl.parse(job.repositoryUrl());
        String own = CI + Places.repository(repository);
        if (!name.equals(own) && !name.startsWith(own + "/")) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Jobs of "
                            + job.repositoryUrl()
                            + " push the set "
                            + own
                            + " and those below it, and not "
                            + name
                            + ".");
        }
        if (!job.trusted() || !job.ref().startsWith(BRANCH)) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The job runs for "
                            + job.ref()
                            + (job.event() == null ? "" : " by " + job.event())
                            + "; sets are taken from jobs of a branch that nothing from outside of"
                            + " the repository started.");
        }
        String branch = job.ref().substring(BRANCH.length());
        String folder = "url:" + places.hosts().of(repository).folderUrl(repository, branch, "");
        return new SetPush(
                name,
                content,
                viewer.name(),
                job.commit(),
                job.ref(),
                annotations(folder, folder + "/"),
                options);
    }

    private static Map<String, String> annotations(String location, String source) {
        return Map.of(
                "backstage.io/managed-by-location",
                location,
                "backstage.io/managed-by-origin-location",
                location,
                "backstage.io/source-location",
                source);
    }

    /// The version of a set, for If-Match.
    public String version(String name) {
        return sets.version(name);
    }
}
