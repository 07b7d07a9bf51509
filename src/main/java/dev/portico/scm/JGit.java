package dev.portico.scm;

import java.io.File;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.WindowCacheConfig;
import org.eclipse.jgit.transport.UserAgent;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/// Sets JGit up once for the whole program: no configuration of the machine or its users is read
/// or written (it could rewrite addresses or name programs to run), caches are small, and how exact
/// file times are is taken for granted.
final class JGit {
    private static final long KIB = 1024;

    /// Twice the tick of the clock that Linux takes file times from, at its slowest. Where times
    /// are coarser a changed file is known by its inode: Git replaces files, it never changes them.
    private static final Duration FILE_TIMES = Duration.ofMillis(20);

    static {
        SystemReader.setInstance(new NeutralReader(SystemReader.getInstance()));
        UserAgent.set("git/2.0 (portico)");
        WindowCacheConfig cache = new WindowCacheConfig();
        cache.setPackedGitLimit(16 * KIB * KIB);
        cache.setDeltaBaseCacheLimit((int) (8 * KIB * KIB));
        cache.setStreamFileThreshold((int) (4 * KIB * KIB));
        cache.setPackedGitOpenFiles(256);
        cache.setExposeStatsViaJmx(false);
        cache.install();
    }

    private JGit() {}

    /// Loads this class, and so sets JGit up.
    static void prepare() {}

    private static final class NeutralReader extends SystemReader.Delegate {
        NeutralReader(SystemReader machine) {
            super(machine);
        }

        @Override
        public FileBasedConfig openSystemConfig(Config parent, FS fs) {
            return new NoConfig(parent, fs);
        }

        @Override
        public FileBasedConfig openUserConfig(Config parent, FS fs) {
            return new NoConfig(parent, fs);
        }

        @Override
        public FileBasedConfig openJGitConfig(Config parent, FS fs) {
            return new NoConfig(parent, fs);
        }
    }

    private static final class NoConfig extends FileBasedConfig {
        NoConfig(Config parent, FS fs) {
            super(parent, new File("none"), fs);
        }

        /// Else JGit would measure it when a program first reads from a file system, for seconds,
        /// by files that it writes into the repository.
        @Override
        public long getTimeUnit(
                String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem") && name.equals("timestampResolution")
                    ? unit.convert(FILE_TIMES)
                    : super.getTimeUnit(section, subsection, name, otherwise, unit);
        }

        @Override
        public void load() {}

        @Override
        public void save() {}

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
