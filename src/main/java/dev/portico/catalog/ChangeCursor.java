package dev.portico.catalog;

import dev.portico.platform.PorticoException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place in the change log: right behind one change.
///
/// As text it is `4711-2-9f2c11aa`: position, number of the change in its transaction, and a mark
/// of the transaction that another database does not have. A bare position, as `4711`, is the
/// place behind everything of that transaction.
///
/// @param ordinal from 1; [#WHOLE] for behind the whole transaction
/// @param mark the first 8 hex digits of the transaction's random id; null when not known
public record ChangeCursor(long position, int ordinal, @Nullable String mark) {
    static final int WHOLE = Integer.MAX_VALUE;

    /// Before everything.
    public static final ChangeCursor START = new ChangeCursor(0, WHOLE, null);

    private static final int MARK = 8;
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,18})(?:-([0-9]{1,9})-([0-9a-f]{" + MARK + "}))?");

    public static ChangeCursor of(long position, int ordinal, UUID transaction) {
        return new ChangeCursor(position, ordinal, transaction.toString().substring(0, MARK));
    }

    /// Behind everything of a transaction.
    public static ChangeCursor behind(long position) {
        return new ChangeCursor(position, WHOLE, null);
    }

    /// INVALID_INPUT for anything that is no cursor.
    public static ChangeCursor parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw PorticoException.invalid(
                    "'"
                            + shortened(text)
                            + "' is no cursor of the change log; a cursor is the id of an event, as"
                            + " 4711-2-9f2c11aa, or a position, as 4711.");
        }
        long position = Long.parseLong(matcher.group(1));
        return matcher.group(2) == null
                ? behind(position)
                : new ChangeCursor(position, Integer.parseInt(matcher.group(2)), matcher.group(3));
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /// Whether a transaction is the one this is a place in, as far as can be told.
    public boolean isOf(UUID transaction) {
        return mark == null || transaction.toString().startsWith(mark);
    }

    @Override
    public String toString() {
        return mark == null ? String.valueOf(position) : position + "-" + ordinal + "-" + mark;
    }
}
