package dev.portico.source.kubernetes;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Where an API server is and what it is shown, made from a [Reach]. Reads nothing that the reach
/// does not name: no environment, no home folder, no system properties.
///
/// @param authorization value of the header; answers null for none. Read anew when `refresh` is
///     true or its file changed
record Login(
        String url,
        KeyManager @Nullable [] keys,
        TrustManager @Nullable [] trusted,
        Authorization authorization) {
    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /// Something that knows the value of the header `Authorization`.
    interface Authorization {
        @Nullable String header(boolean refresh);
    }

    /// INVALID_INPUT or UNAVAILABLE, with a sentence, when it can't be made.
    ///
    /// @param allowExec whether a kubeconfig may run a program
    static Login of(Reach reach, boolean allowExec, Map<String, String> environment) {
        try {
            return switch (reach) {
                case Reach.Nowhere(String why) -> throw PorticoException.invalid(why);
                case Reach.InCluster _ -> inCluster(environment);
                case Reach.Address(String url, Path ca, Path token, boolean insecure) ->
                        address(url, ca, token, insecure);
                case Reach.Kubeconfig(Path file, String context) ->
                        kubeconfig(file, context, allowExec);
            };
        } catch (IOException e) {
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE, "A file of the connection can't be read: " + e, e);
        } catch (GeneralSecurityException | RuntimeException e) {
            if (e instanceof PorticoException ours) {
                throw ours;
            }
            throw new PorticoException(
                    ErrorCode.UNAVAILABLE,
                    "The certificates or keys of the connection can't be used: " + e.getMessage(),
                    e);
        }
    }

    private static Login inCluster(Map<String, String> environment)
            throws IOException, GeneralSecurityException {
        String host = environment.get("KUBERNETES_SERVICE_HOST");
        String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        if (host == null || !Files.exists(ACCOUNT.resolve("token"))) {
            throw PorticoException.invalid(
                    "Portico does not run in a cluster with a service account, so the connection"
                            + " inCluster leads nowhere; name a url or a kubeconfig.");
        }
        String url = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        return address(url, ACCOUNT.resolve("ca.crt"), ACCOUNT.resolve("token"), false);
    }

    private static Login address(
            String url, @Nullable Path ca, @Nullable Path token, boolean insecure)
            throws IOException, GeneralSecurityException {
        if (token != null && !insecure && !isEncrypted(url)) {
            throw PorticoException.invalid(
                    "The API server's address "
                            + url
                            + " would show the token to everyone on the way; use https, or say"
                            + " insecure for a trial.");
        }
        TrustManager[] trusted = null;
        if (insecure || ca != null) {
            String pem = ca == null ? null : requireText(ca);
            trusted = SSLUtils.trustManagers(pem, null, insecure, null, null);
        }
        return new Login(url, null, trusted, token == null ? _ -> null : new TokenFile(token));
    }

    private static boolean isEncrypted(String url) {
        return url.startsWith("https://");
    }

    private static String requireText(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw PorticoException.invalid(
                    "The file '" + file.getFileName() + "' of the connection can't be read.");
        }
        return Files.readString(file);
    }

    private static Login kubeconfig(Path file, @Nullable String context, boolean allowExec)
            throws IOException, GeneralSecurityException {
        String text = requireText(file);
        requireUsable(text, file, context, allowExec);
        Supplier<Config> reader = () -> Config.fromKubeconfig(context, text, file.toString());
        Config config = reader.get();
        if (config.getCurrentContext() == null) {
            throw PorticoException.invalid(
                    "The kubeconfig '" + file.getFileName() + "' has no current context.");
        }
        boolean https = config.getMasterUrl().startsWith("https");
        return new Login(
                config.getMasterUrl(),
                https ? SSLUtils.keyManagers(config) : null,
                https ? SSLUtils.trustManagers(config) : null,
                new KubeconfigUser(config, file, context, allowExec));
    }

    /// Checked before Fabric8 reads it, because that runs the program of an exec plug-in.
    private static void requireUsable(
            String text, Path file, @Nullable String context, boolean allowExec) {
        var parsed = KubeConfigUtils.parseConfigFromString(text);
        String wanted = context == null ? parsed.getCurrentContext() : context;
        NamedContext named =
                parsed.getContexts().stream()
                        .filter(each -> each.getName().equals(wanted))
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        PorticoException.invalid(
                                                "The kubeconfig '"
                                                        + file.getFileName()
                                                        + "' has no context '"
                                                        + wanted
                                                        + "'."));
        for (NamedAuthInfo user : parsed.getUsers()) {
            if (!user.getName().equals(named.getContext().getUser()) || user.getUser() == null) {
                continue;
            }
            if (user.getUser().getExec() != null && !allowExec) {
                throw PorticoException.invalid(
                        "The user of context '"
                                + wanted
                                + "' logs in by running a program ('exec'), which"
                                + " portico.kubernetes.allow-exec does not allow; use a token or"
                                + " a certificate.");
            }
            if (user.getUser().getAuthProvider() != null) {
                throw PorticoException.invalid(
                        "The user of context '"
                                + wanted
                                + "' logs in by an 'auth-provider', which Kubernetes no longer"
                                + " has; use a token, a certificate or 'exec'.");
            }
        }
    }

    /// What a kubeconfig says of its user; asked again when the server refuses it.
    private static final class KubeconfigUser implements Authorization {
        private final Path file;
        private final @Nullable String context;
        private final boolean allowExec;
        private volatile @Nullable String header;

        KubeconfigUser(Config config, Path file, @Nullable String context, boolean allowExec) {
            this.file = file;
            this.context = context;
            this.allowExec = allowExec;
            this.header = header(config);
        }

        @Override
        public @Nullable String header(boolean refresh) {
            if (refresh) {
                try {
                    String text = requireText(file);
                    requireUsable(text, file, context, allowExec);
                    header = header(Config.fromKubeconfig(context, text, file.toString()));
                } catch (IOException | PorticoException _) {
                    return header; // it may be mended; the server says no until then
                }
            }
            return header;
        }

        private static @Nullable String header(Config config) {
            String token = config.getAutoOAuthToken();
            if (token != null && !token.isBlank()) {
                return "Bearer " + token.strip();
            }
            if (config.getUsername() != null && config.getPassword() != null) {
                return HttpClientUtils.basicCredentials(config.getUsername(), config.getPassword());
            }
            return null;
        }
    }

    /// A token that is read again when its file changed.
    private static final class TokenFile implements Authorization {
        private final Path file;
        private @Nullable String header;
        private long stamp = Long.MIN_VALUE;

        TokenFile(Path file) {
            this.file = file;
        }

        @Override
        public synchronized @Nullable String header(boolean refresh) {
            try {
                long now = Files.getLastModifiedTime(file).toMillis();
                if (refresh || now != stamp) {
                    String token = Files.readString(file, StandardCharsets.UTF_8).strip();
                    header = token.isEmpty() ? null : "Bearer " + token;
                    stamp = now;
                }
                return header;
            } catch (IOException e) {
                throw new PorticoException(
                        ErrorCode.UNAVAILABLE,
                        "The token file '" + file.getFileName() + "' can't be read.",
                        e);
            }
        }
    }
}
