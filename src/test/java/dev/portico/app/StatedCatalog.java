package dev.portico.app;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What descriptor files of a `SampleCatalog` state, read from their text line by line, apart from
/// the program's own reading.
///
/// @param relationsOfComponents `name type targetRef`
record StatedCatalog(Set<String> refs, Set<String> relationsOfComponents) {
    private static final Pattern FIELD = Pattern.compile("(?m)^( *)(\\w+): (\\S+)$");
    private static final Pattern LIST =
            Pattern.compile("(?m)^  (dependsOn|providesApis|consumesApis):\n((?:    - .*\n)+)");

    static StatedCatalog of(Collection<String> files) {
        StatedCatalog catalog = new StatedCatalog(new TreeSet<>(), new TreeSet<>());
        for (String file : files) {
            for (String document : file.split("---\n")) {
                if (!document.isBlank()) {
                    catalog.add(document);
                }
            }
        }
        return catalog;
    }

    private void add(String document) {
        String kind = field(document, "", "kind");
        String name = field(document, "  ", "name");
        refs.add((kind + ":default/" + name).toLowerCase(Locale.ROOT));
        if (kind.equals("Component")) {
            relate(name, "ownedBy", "group", field(document, "  ", "owner"));
            relate(name, "partOf", "system", field(document, "  ", "system"));
            Matcher list = LIST.matcher(document);
            while (list.find()) {
                for (String line : list.group(2).split("\n")) {
                    String target = line.substring(line.lastIndexOf('-', 4) + 2);
                    switch (list.group(1)) {
                        case "providesApis" -> relate(name, "providesApi", "api", target);
                        case "consumesApis" -> relate(name, "consumesApi", "api", target);
                        default -> relate(name, "dependsOn", "resource", target);
                    }
                }
            }
        }
    }

    private void relate(String name, String type, String kind, String target) {
        String bare = target.substring(target.indexOf(':') + 1);
        relationsOfComponents.add("%s %s %s:default/%s".formatted(name, type, kind, bare));
    }

    private static String field(String document, String indent, String key) {
        Matcher matcher = FIELD.matcher(document);
        while (matcher.find()) {
            if (matcher.group(1).equals(indent) && matcher.group(2).equals(key)) {
                return matcher.group(3);
            }
        }
        throw new IllegalArgumentException("no " + key + " in:\n" + document);
    }
}
