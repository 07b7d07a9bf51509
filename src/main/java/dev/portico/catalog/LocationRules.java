package dev.portico.catalog;

import java.util.List;

/// The rules for registered locations that hold now (`portico.location.rules`).
@FunctionalInterface
public interface LocationRules {
    List<Admission.LocationRule> rules();
}
