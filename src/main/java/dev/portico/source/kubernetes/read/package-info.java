/// What is kept of a cluster's objects: a [ClusterBook] takes objects as a list and a watch bring
/// them and answers observations of the runtime state and the entity documents they declare. Pure:
/// no network, no threads, no container.
@NullMarked
package dev.portico.source.kubernetes.read;

import org.jspecify.annotations.NullMarked;
