/// Kubernetes clusters as sources. Documents, a folder and the configuration name them; the node
/// that holds a cluster follows it by list and watch, feeds what it sees into the book of `read`,
/// writes what changed to the runtime state, and answers entities when it is scanned. What somebody wants to see as it is now, any node asks the cluster for.
@NullMarked
package dev.portico.source.kubernetes;

import org.jspecify.annotations.NullMarked;
