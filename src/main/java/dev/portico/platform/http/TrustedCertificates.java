package dev.portico.platform.http;

import dev.portico.platform.PorticoException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Which certificates a server is checked with, where it has none that everybody knows.
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /// Trusts the certificates of a PEM file alone. INVALID_INPUT, with the setting, when it has
    /// none.
    public static SSLContext of(String setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw PorticoException.invalid("The file of " + setting + " has no certificate.");
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw PorticoException.invalid(
                    "The file of " + setting + " can't be read as certificates (PEM): " + file);
        }
    }
}
