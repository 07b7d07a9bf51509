package dev.portico.app.demo;

import dev.portico.app.demo.DemoCompany.Team;
import java.util.List;
import java.util.Locale;

/// Writes the groups, users and domains of the made-up company. Pure.
final class DemoPeople {
    private static final int TEAM_SIZE = 4;
    private static final List<String> FIRST =
            List.of(
                    "Amara", "Bela", "Chiara", "Dmitri", "Elif", "Farah", "Goran", "Hana", "Ines",
                    "Jonas", "Kofi", "Lena", "Mateo", "Noor", "Oskar", "Priya");
    private static final List<String> LAST =
            List.of("Okafor", "Lindqvist", "Moreau", "Tanaka", "Novak", "Haddad", "Silva", "Weber");

    private final DemoCompany company;

    DemoPeople(DemoCompany company) {
        this.company = company;
    }

    String yaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                """
                apiVersion: backstage.io/v1alpha1
                kind: Group
                metadata:
                  name: acme
                  description: The whole company.
                spec:
                  type: organization
                  profile:
                    displayName: Acme
                  children: []
                """);
        company.domains().forEach(domain -> yaml.append(domain(domain)));
        int person = 0;
        for (Team team : company.teams()) {
            yaml.append(group(team));
            for (int i = 0; i < TEAM_SIZE; i++) {
                yaml.append(user(person++, team));
            }
        }
        return yaml.toString();
    }

    private String domain(String name) {
        String owner =
                company.teams().stream()
                        .filter(team -> team.domain().equals(name))
                        .findFirst()
                        .map(Team::name)
                        .orElse("acme");
        return """
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Domain
        metadata:
          name: %s
          title: %s
        spec:
          owner: %s
        """
                .formatted(name, DemoText.title(name), owner);
    }

    private static String group(Team team) {
        return """
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Group
        metadata:
          name: %1$s
          description: %2$s.
        spec:
          type: team
          profile:
            displayName: %3$s
            email: %1$s@acme.example
          parent: acme
          children: []
        """
                .formatted(team.name(), team.purpose(), team.title());
    }

    /// The two lists' lengths make no name come twice.
    private static String user(int person, Team team) {
        String first = FIRST.get(person % FIRST.size());
        String last = LAST.get((person / FIRST.size() * 3 + person) % LAST.size());
        String name = (first + "." + last).toLowerCase(Locale.ROOT);
        return """
        ---
        apiVersion: backstage.io/v1alpha1
        kind: User
        metadata:
          name: %1$s
        spec:
          profile:
            displayName: %2$s %3$s
            email: %1$s@acme.example
          memberOf: [%4$s]
        """
                .formatted(name, first, last, team.name());
    }
}
