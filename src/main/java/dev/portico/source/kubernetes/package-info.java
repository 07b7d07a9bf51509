/// Kubernetes clusters as sources. Documents, a folder and the configuration name them; the node
/// that holds a cluster follows it by list and watch, feeds what it sees into the book of `read`,
/// writes what changed to the runtime state, and answers entities when it is scanned. Objects that
/// somebody wants to see as they are at this moment are asked for by any node.
@NullMarked
package dev.portico.source.kubernetes;

import org.jspecify.annotations.NullMarked;
