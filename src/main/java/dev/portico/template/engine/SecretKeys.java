package dev.portico.template.engine;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PlatformConfig;
import dev.portico.platform.PorticoException;
import dev.portico.platform.StartupNotice;
import dev.portico.platform.sql.DatabaseOrigin;
import dev.portico.template.TemplateConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/// The key that secrets of tasks are encrypted with: the configured one; else, where the database
/// is the program's own, one that is made once and kept beside it.
@Singleton
public final class SecretKeys implements StartupNotice {
    private static final int BYTES = 32;
    private static final String FORM =
            "the base64 of 32 random bytes; this makes one: openssl rand -base64 32";

    private final Optional<SecretBox> box;

    /// INVALID_INPUT, with the setting, for a key that is none.
    @Inject
    SecretKeys(TemplateConfig config, PlatformConfig platform, DatabaseOrigin database) {
        this(config, platform.dataDir(), database);
    }

    SecretKeys(TemplateConfig config, Path dataFolder, DatabaseOrigin database) {
        this.box = key(config, dataFolder, database).map(SecretBox::new);
    }

    private static Optional<byte[]> key(
            TemplateConfig config, Path dataFolder, DatabaseOrigin database) {
        if (config.secretsKey().isPresent()) {
            return Optional.of(decode("portico.template.secrets-key", config.secretsKey().get()));
        }
        if (config.secretsKeyFile().isPresent()) {
            Path file = config.secretsKeyFile().get();
            try {
                return Optional.of(
                        decode("portico.template.secrets-key-file", Files.readString(file)));
            } catch (IOException e) {
                throw new PorticoException(
                        ErrorCode.INVALID_INPUT,
                        "The file of portico.template.secrets-key-file can't be read: " + file,
                        e);
            }
        }
        return database == DatabaseOrigin.EMBEDDED
                ? Optional.of(ownKey(dataFolder.resolve("secrets.key")))
                : Optional.empty();
    }

    private static byte[] decode(String setting, String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            key = new byte[0];
        }
        if (key.length != BYTES) {
            throw PorticoException.invalid(setting + " must be " + FORM);
        }
        return key;
    }

    private static byte[] ownKey(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                byte[] key = new byte[BYTES];
                new SecureRandom().nextBytes(key);
                create(file, Base64.getEncoder().encodeToString(key) + "\n");
            }
            return decode("The file " + file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path file, String content) throws IOException {
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            // another start made it
        }
    }

    /// INVALID_INPUT when there is no key.
    SecretBox require() {
        return box.orElseThrow(
                () ->
                        PorticoException.invalid(
                                "Tasks can't have secrets because there is no key to encrypt them with; set portico.template.secrets-key to "
                                        + FORM
                                        + "."));
    }

    /// Empty when there is no key.
    Optional<SecretBox> find() {
        return box;
    }

    @Override
    public Optional<String> text() {
        return box.isPresent()
                ? Optional.empty()
                : Optional.of(
                        "Tasks with secrets are refused: the database is not the program's own, so portico.template.secrets-key must be set, the same on all nodes.");
    }
}
