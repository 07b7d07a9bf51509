package dev.portico.catalog;

import dev.portico.model.Claim;
import java.util.List;

/// All claims about one entity that have not been withdrawn, in no order; expired ones and what
/// declarations say among them.
///
/// @param exists whether there is such an entity
public record Claimed(boolean exists, List<Claim> claims) {
    public Claimed {
        claims = List.copyOf(claims);
    }
}
