/// Steps that make objects in clusters, or their manifests.
@NullMarked
package dev.portico.template.action.cluster;

import org.jspecify.annotations.NullMarked;
