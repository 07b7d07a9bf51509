package dev.portico.template.action.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.template.expression.ExpressionException;
import dev.portico.template.expression.Template;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Files and file names of skeletons, read and compiled, those used last kept in memory. Safe for
/// many threads.
@Singleton
final class CompiledFiles {
    /// Bytes that are kept, by a rough estimate.
    private static final long KEPT = 64_000_000;

    /// Larger files are not kept.
    private static final int MAX_KEPT_FILE = 1_000_000;

    /// A compiled file takes about so many times what its text does.
    private static final int COMPILED = 8;

    /// A byte that is zero so early says that a file is no text.
    private static final int LOOKED_AT = 8000;

    private final Languages languages;
    private final Cache<Key, File> files =
            Caffeine.newBuilder()
                    .maximumWeight(KEPT)
                    .<Key, File>weigher((_, file) -> file.weight())
                    .build();
    private final Cache<Key, Template> names =
            Caffeine.newBuilder()
                    .maximumWeight(KEPT / 8)
                    .<Key, Template>weigher((key, _) -> 200 + COMPILED * key.id().length())
                    .build();

    CompiledFiles(Languages languages) {
        this.languages = languages;
    }

    /// @param id of the content, or the text itself for a name
    private record Key(String id, Languages.Style style) {}

    /// A file as it is, and as a template when it is text.
    record File(byte[] content, @Nullable Template template) {
        private int weight() {
            return 200 + content.length * (template == null ? 1 : COMPILED);
        }
    }

    /// Reads the content of a file.
    @FunctionalInterface
    interface Reader {
        byte[] read() throws IOException;
    }

    /// A file as a template. UNPROCESSABLE when it is text that can't be read as one; the sentence
    /// names file, line and column.
    ///
    /// @param id of the content; null when it is not known
    /// @param name for messages
    File file(@Nullable String id, String name, Languages.Style style, Reader reader)
            throws IOException {
        if (id == null) {
            return compile(reader.read(), name, style);
        }
        Key key = new Key(id, style);
        File known = files.getIfPresent(key);
        if (known == null) {
            known = compile(reader.read(), name, style);
            if (known.content().length <= MAX_KEPT_FILE) {
                files.put(key, known);
            }
        }
        return known;
    }

    private File compile(byte[] content, String name, Languages.Style style) {
        String text = text(content);
        if (text == null) {
            return new File(content, null);
        }
        try {
            Template template = languages.of(style).compile(text);
            return new File(content, template.isPlainText() ? null : template);
        } catch (ExpressionException e) {
            throw failed(e, name);
        }
    }

    /// The text of a file; null when it is binary.
    static @Nullable String text(byte[] content) {
        int end = Math.min(content.length, LOOKED_AT);
        for (int i = 0; i < end; i++) {
            if (content[i] == 0) {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    /// A file's name as a template, as [#file].
    Template name(String path, Languages.Style style) {
        Key key = new Key(path, style);
        Template known = names.getIfPresent(key);
        if (known == null) {
            try {
                known = languages.of(style).compile(path);
            } catch (ExpressionException e) {
                throw failed(e, "the name of " + path);
            }
            names.put(key, known);
        }
        return known;
    }

    static PorticoException failed(ExpressionException e, String place) {
        return new PorticoException(ErrorCode.UNPROCESSABLE, e.in(place).text(), e);
    }
}
