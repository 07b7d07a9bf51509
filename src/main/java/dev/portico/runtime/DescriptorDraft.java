package dev.portico.runtime;

import dev.portico.platform.json.JsonValues;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The `catalog-info.yaml` that would declare workloads, with an annotation that links each to its
/// own: a draft for people to complete.
final class DescriptorDraft {
    private static final int NAME_LENGTH = 63;
    private static final String ID = "backstage.io/kubernetes-id";

    /// Labels that tell a workload from its neighbours, the best first.
    private static final List<String> TELLING =
            List.of(
                    "app.kubernetes.io/instance",
                    "app.kubernetes.io/component",
                    "app.kubernetes.io/name",
                    "app",
                    "k8s-app",
                    "name");

    private DescriptorDraft() {}

    static String of(List<Seen<Workload>> workloads) {
        StringBuilder yaml = new StringBuilder();
        Set<String> names = new HashSet<>();
        for (Seen<Workload> seen : workloads) {
            if (!yaml.isEmpty()) {
                yaml.append("---\n");
            }
            document(yaml, seen, names);
        }
        return yaml.toString();
    }

    private static void document(StringBuilder yaml, Seen<Workload> seen, Set<String> names) {
        Workload workload = seen.observation();
        String name = name(workload, names);
        yaml.append("apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n");
        yaml.append("  name: ").append(text(name)).append('\n');
        annotations(yaml, seen, name);
        yaml.append("spec:\n");
        yaml.append("  type: ").append(type(workload)).append('\n');
        yaml.append("  lifecycle: production\n");
        String owner = owner(workload);
        yaml.append("  owner: ").append(text(owner.isEmpty() ? "unknown" : owner));
        yaml.append(owner.isEmpty() ? "  # the group or user who owns it\n" : "\n");
    }

    private static void annotations(StringBuilder yaml, Seen<Workload> seen, String name) {
        Workload workload = seen.observation();
        Map<String, String> labels = workload.labels();
        String id = labels.getOrDefault(ID, workload.annotations().getOrDefault(ID, ""));
        String selector =
                TELLING.stream()
                        .filter(label -> !labels.getOrDefault(label, "").isEmpty())
                        .map(label -> label + '=' + labels.get(label))
                        .limit(3)
                        .reduce((a, b) -> a + ',' + b)
                        .orElse("");
        if (id.isEmpty() && selector.isEmpty()) {
            yaml.append("  # ")
                    .append(workload.key().kind())
                    .append(' ')
                    .append(workload.key().name())
                    .append(" has no label to find it by: give it the annotation\n")
                    .append("  # portico.dev/entity: component:default/")
                    .append(name)
                    .append('\n');
            return;
        }
        yaml.append("  annotations:\n    ");
        if (id.isEmpty()) {
            yaml.append("backstage.io/kubernetes-label-selector: ").append(text(selector));
        } else {
            yaml.append(ID).append(": ").append(text(id));
        }
        yaml.append("\n    backstage.io/kubernetes-namespace: ")
                .append(text(workload.key().namespace()))
                .append('\n');
    }

    private static String type(Workload workload) {
        return switch (workload.key().kind()) {
            case "CronJob", "Job" -> "job";
            default -> "service";
        };
    }

    private static String owner(Workload workload) {
        Map<String, String> annotations = workload.annotations();
        return annotations.getOrDefault(
                "portico.dev/owner", annotations.getOrDefault("terasky.backstage.io/owner", ""));
    }

    /// A valid name that no other document here has.
    private static String name(Workload workload, Set<String> names) {
        String wanted = valid(workload.key().name());
        String name = wanted;
        if (!names.add(name)) {
            name = cut(wanted, '-' + workload.key().kind().toLowerCase(Locale.ROOT));
            for (int number = 2; !names.add(name); number++) {
                name = cut(wanted, "-" + number);
            }
        }
        return name;
    }

    private static String cut(String name, String suffix) {
        int length = Math.min(name.length(), NAME_LENGTH - suffix.length());
        return name.substring(0, length) + suffix;
    }

    /// Words of letters and digits, joined by `-`, `_` or `.`; at most 63 characters.
    private static String valid(String name) {
        String text = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("([._-])[._-]+", "$1");
        text = text.substring(0, Math.min(text.length(), NAME_LENGTH));
        text = text.replaceAll("^[._-]+|[._-]+$", "");
        return text.isEmpty() ? "unnamed" : text;
    }

    /// In quotes where plain text could be read as something else.
    private static String text(String value) {
        return value.matches("[A-Za-z][A-Za-z0-9._/=,-]*")
                        && !value.matches("(?i)true|false|yes|no|on|off|null|y|n")
                ? value
                : JsonValues.toJson(value);
    }
}
