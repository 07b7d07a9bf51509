package dev.portico.platform;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Hashes of bytes, by algorithms that every Java has.
public final class Digest {
    private static final String HMAC = "HmacSHA256";

    private Digest() {}

    /// SHA-1 as 40 hex digits in lower case; for names, not for trust.
    public static String sha1(byte[] content) {
        return hex("SHA-1", content);
    }

    /// SHA-256 as 64 hex digits in lower case.
    public static String sha256(byte[] content) {
        return hex("SHA-256", content);
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The 32 bytes of HMAC-SHA-256 over the parts, one behind the other.
    ///
    /// @param key not empty
    public static byte[] hmacSha256(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
