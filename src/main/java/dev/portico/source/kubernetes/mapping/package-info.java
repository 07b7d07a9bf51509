/// Makes entities of workloads by the mapping documents of platform teams: `KubernetesMapping`
/// entities in, entity documents out.
@NullMarked
package dev.portico.source.kubernetes.mapping;

import org.jspecify.annotations.NullMarked;
