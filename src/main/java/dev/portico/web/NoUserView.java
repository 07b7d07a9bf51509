package dev.portico.web;

import dev.portico.access.SignIn;
import dev.portico.platform.json.JsonValues;
import java.util.List;

/// What the page shows to someone whom the catalog does not know.
///
/// @param claims what the provider says of them, for whoever mends the setting
record NoUserView(String why, String setting, List<Claim> claims) {
    /// One claim, as text.
    record Claim(String name, String value) {}

    static NoUserView of(SignIn.NoMatch nobody) {
        return new NoUserView(
                nobody.why(),
                nobody.setting(),
                nobody.claims().fields().entrySet().stream()
                        .map(
                                claim ->
                                        new Claim(
                                                claim.getKey(),
                                                claim.getValue() instanceof String text
                                                        ? text
                                                        : JsonValues.toJson(claim.getValue())))
                        .toList());
    }
}
