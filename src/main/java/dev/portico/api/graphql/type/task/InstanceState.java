package dev.portico.api.graphql.type.task;

import org.eclipse.microprofile.graphql.Description;

/// As [dev.portico.template.Instance.State].
@Description(
        "CURRENT: the template's files are what they were. BEHIND: they are others now. UNKNOWN: it can't be told.")
public enum InstanceState {
    CURRENT,
    BEHIND,
    UNKNOWN
}
