package dev.portico.scm;

import dev.portico.platform.http.OutgoingPolicy;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/// Asks the policy before each connection that JGit makes; redirects come through here again.
final class PolicyConnections implements HttpConnectionFactory {
    private final OutgoingPolicy policy;
    private final HttpConnectionFactory connections = new JDKHttpConnectionFactory();

    PolicyConnections(OutgoingPolicy policy) {
        this.policy = policy;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        policy.require(url.getProtocol(), url.getHost(), url.getPort());
        return connections.create(url);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        policy.require(url.getProtocol(), url.getHost(), url.getPort());
        return connections.create(url, proxy);
    }
}
