package dev.portico.app.demo;

import dev.portico.app.demo.DemoCompany.Service;
import dev.portico.app.demo.DemoCompany.Team;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Writes the descriptor files of the made-up company; the same seed gives the same bytes. Pure.
final class DemoFiles {
    private static final int DEPENDENCIES = 3;

    private final DemoCompany company;
    private final RandomGenerator random;

    DemoFiles(DemoCompany company, long seed) {
        this.company = company;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// The repository of one team, by path.
    Map<String, String> repository(Team team) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", "# %s%n%n%s.%n".formatted(team.title(), team.purpose()));
        files.put("catalog-info.yaml", system(team));
        for (Service service : team.services()) {
            String folder = "services/" + service.name() + "/";
            files.put(folder + "catalog-info.yaml", component(team, service));
            if (service.providesApi()) {
                files.put(folder + "openapi.yaml", openApi(service));
            }
        }
        return files;
    }

    private String system(Team team) {
        return """
        apiVersion: backstage.io/v1alpha1
        kind: System
        metadata:
          name: %2$s
          title: %3$s
          description: %4$s.
        spec:
          owner: %1$s
          domain: %5$s
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Resource
        metadata:
          name: %2$s-db
          description: The database of %2$s.
          tags: [postgresql]
        spec:
          type: database
          owner: %1$s
          system: %2$s
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Resource
        metadata:
          name: %2$s-events
          description: What happens in %2$s, as a stream.
          tags: [kafka]
        spec:
          type: kafka-topic
          owner: %1$s
          system: %2$s
        ---
        apiVersion: backstage.io/v1alpha1
        kind: Location
        metadata:
          name: %1$s-services
          description: The components of %3$s, a folder each.
        spec:
          targets:
            - ./services/*/catalog-info.yaml
        """
                .formatted(
                        team.name(),
                        team.system(),
                        DemoText.title(team.system()),
                        team.purpose(),
                        team.domain());
    }

    private String component(Team team, Service service) {
        StringBuilder yaml = new StringBuilder();
        yaml.append(
                """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: %1$s
                  title: %2$s
                  description: %3$s.
                  tags: [%4$s, %5$s]
                  annotations:
                    acme.example/chat: "#%6$s"
                  links:
                    - url: https://grafana.acme.example/d/%1$s
                      title: Dashboard
                      icon: dashboard
                spec:
                  type: %7$s
                  lifecycle: %8$s
                  owner: %6$s
                  system: %9$s
                """
                        .formatted(
                                service.name(),
                                DemoText.title(service.name()),
                                service.description(),
                                service.language(),
                                DemoText.pick(List.of("tier-1", "tier-2", "tier-3"), random),
                                team.name(),
                                service.type(),
                                lifecycle(),
                                team.system()));
        list(yaml, "dependsOn", dependencies(team));
        list(yaml, "consumesApis", consumed(service));
        if (service.providesApi()) {
            list(yaml, "providesApis", List.of(service.name()));
            yaml.append(api(team, service));
        }
        return yaml.toString();
    }

    private static String api(Team team, Service service) {
        return """
        ---
        apiVersion: backstage.io/v1alpha1
        kind: API
        metadata:
          name: %1$s
          description: The interface of %1$s.
        spec:
          type: openapi
          lifecycle: production
          owner: %2$s
          system: %3$s
          definition:
            $text: ./openapi.yaml
        """
                .formatted(service.name(), team.name(), team.system());
    }

    private static String openApi(Service service) {
        return """
        openapi: 3.1.0
        info:
          title: %s
          version: 1.0.0
          description: %s.
        paths:
          /v1/%s:
            get:
              summary: Lists them
              responses:
                "200":
                  description: All there are
        """
                .formatted(DemoText.title(service.name()), service.description(), service.name());
    }

    private String lifecycle() {
        int dice = random.nextInt(10);
        return dice < 7 ? "production" : dice < 9 ? "experimental" : "deprecated";
    }

    private List<String> dependencies(Team team) {
        List<String> dependencies = new ArrayList<>();
        if (random.nextInt(10) < 6) {
            dependencies.add("resource:" + team.system() + "-db");
        }
        if (random.nextInt(10) < 4) {
            dependencies.add("resource:" + team.system() + "-events");
        }
        return dependencies;
    }

    private List<String> consumed(Service service) {
        List<String> consumed = new ArrayList<>();
        int number = random.nextInt(DEPENDENCIES + 1);
        while (consumed.size() < number) {
            String name = DemoText.pick(company.providers(), random);
            if (!name.equals(service.name()) && !consumed.contains(name)) {
                consumed.add(name);
            }
        }
        return consumed;
    }

    private static void list(StringBuilder yaml, String field, List<String> values) {
        if (!values.isEmpty()) {
            yaml.append("  ").append(field).append(":\n");
            values.forEach(value -> yaml.append("    - ").append(value).append('\n'));
        }
    }
}
