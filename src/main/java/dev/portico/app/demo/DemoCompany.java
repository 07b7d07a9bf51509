package dev.portico.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Who works there and what they run, as written in `demo/company.txt`.
record DemoCompany(List<Team> teams) {
    private static final String RESOURCE = "/demo/company.txt";

    /// One team, its system and what it runs.
    record Team(
            String name,
            String title,
            String domain,
            String system,
            String purpose,
            List<Service> services) {}

    /// One component.
    record Service(String name, String type, String language, String description) {
        /// Those that answer requests have an interface; sites and programs in Python do not.
        boolean providesApi() {
            return type.equals("service") && !language.equals("python");
        }
    }

    static DemoCompany read() {
        try (InputStream resource = DemoCompany.class.getResourceAsStream(RESOURCE)) {
            byte[] bytes = Objects.requireNonNull(resource, RESOURCE).readAllBytes();
            return parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemoCompany parse(String text) {
        List<Team> teams = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
            List<String> fields = List.of(line.strip().split("; "));
            if (line.startsWith(" ")) {
                teams.getLast()
                        .services()
                        .add(
                                new Service(
                                        fields.get(0),
                                        fields.get(1),
                                        fields.get(2),
                                        fields.get(3)));
            } else {
                teams.add(
                        new Team(
                                fields.get(0),
                                fields.get(1),
                                fields.get(2),
                                fields.get(3),
                                fields.get(4),
                                new ArrayList<>()));
            }
        }
        return new DemoCompany(List.copyOf(teams));
    }

    List<String> domains() {
        return teams.stream().map(Team::domain).distinct().toList();
    }

    /// Components that offer an interface, over all teams.
    List<String> providers() {
        return teams.stream()
                .flatMap(team -> team.services().stream())
                .filter(Service::providesApi)
                .map(Service::name)
                .toList();
    }
}
