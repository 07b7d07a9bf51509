package dev.portico.api.graphql;

import dev.portico.platform.PorticoException;
import io.smallrye.graphql.api.Nullable;

/// How many of something a field answers. Pure.
final class Limits {
    static final int MAX_PAGE = 500;
    static final int DEFAULT_PAGE = 50;

    private Limits() {}

    /// The number asked for, or the default; INVALID_INPUT outside 0 to 500.
    static int page(String argument, @Nullable Integer asked) {
        return within(argument, asked == null ? DEFAULT_PAGE : asked, 0, MAX_PAGE);
    }

    static int within(String argument, int asked, int least, int most) {
        if (asked < least || asked > most) {
            throw PorticoException.invalid(
                    "The argument '"
                            + argument
                            + "' is "
                            + asked
                            + "; it must be between "
                            + least
                            + " and "
                            + most
                            + ".");
        }
        return asked;
    }
}
