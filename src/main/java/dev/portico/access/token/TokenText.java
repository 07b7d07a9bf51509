package dev.portico.access.token;

import dev.portico.platform.Digest;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// How secrets of the program look. A token is `portico_`, 32 random bytes as 43 letters and
/// digits, and 6 more that check the rest: who looks for secrets in files finds it, and a token
/// that was copied badly is told from one that was revoked.
public final class TokenText {
    static final String PREFIX = "portico_";

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int BYTES = 32;
    private static final int SECRET = 43;
    private static final int CHECK = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String create() {
        String head = PREFIX + random();
        return head + check(head);
    }

    /// 32 random bytes as 43 letters and digits.
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return digits(new BigInteger(1, bytes), SECRET);
    }

    /// Whether a text is to be a token.
    public static boolean isToken(String text) {
        return text.startsWith(PREFIX);
    }

    /// Whether a text is a token as it was once made, every character of it.
    public static boolean isWhole(String text) {
        int end = text.length() - CHECK;
        return text.length() == PREFIX.length() + SECRET + CHECK
                && isToken(text)
                && check(text.substring(0, end)).equals(text.substring(end));
    }

    /// SHA-256 as 64 hex digits: what is stored of a secret.
    public static String hash(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String check(String head) {
        CRC32 crc = new CRC32();
        crc.update(head.getBytes(StandardCharsets.UTF_8));
        return digits(BigInteger.valueOf(crc.getValue()), CHECK);
    }

    private static String digits(BigInteger number, int length) {
        StringBuilder text = new StringBuilder(length);
        BigInteger rest = number;
        while (text.length() < length) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }
}
