package dev.portico.app.cases;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cases of one template and what they find around them.
///
/// @param name of the file, as messages have it
/// @param template the file with the template
/// @param standIns folders and files of this machine by the address that they stand for
public record TestFile(
        String name,
        Path template,
        List<GivenEntity> catalog,
        Map<String, Path> standIns,
        Map<String, String> environment,
        List<TestCase> cases) {
    public TestFile {
        catalog = List.copyOf(catalog);
        cases = List.copyOf(cases);
    }

    /// What stands for an address; empty for a relative one without. FORBIDDEN for another.
    public Optional<Path> standIn(String url) {
        @Nullable Path path = standIns.get(url);
        if (path == null && url.matches("https?://.*")) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "Nothing is fetched from the network in a test; name a folder or file that"
                            + " stands for "
                            + url
                            + " under 'fetch' in "
                            + name
                            + ".");
        }
        return Optional.ofNullable(path);
    }

    /// An entity that the catalog has.
    public record GivenEntity(JsonObject document, Position at) {}

    /// A run of the template and what is expected of it.
    ///
    /// @param answers outputs of steps that are not to be run, by their id
    /// @param user ref of who runs it
    public record TestCase(
            String name,
            Position at,
            JsonObject values,
            JsonObject secrets,
            Map<String, JsonObject> answers,
            String user,
            List<Check> checks) {
        public TestCase {
            checks = List.copyOf(checks);
        }

        boolean expectsError() {
            return checks.stream().anyMatch(Check.ErrorSays.class::isInstance);
        }

        boolean expectsForm() {
            return checks.stream().anyMatch(Check.FormSays.class::isInstance);
        }
    }
}
