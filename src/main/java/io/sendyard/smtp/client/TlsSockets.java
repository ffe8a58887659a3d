package io.sendyard.smtp.client;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides which certificates to trust. Between mail servers few certificates prove anything, and
 * TLS without verification is better than clear text (RFC 7435). If verification is required, the
 * platform's authorities and the host's name decide.
 */
final class TlsSockets {

    private static final SSLContext ANYBODY = context(new Anybody());
    private static final SSLContext PROVEN = context();

    private TlsSockets() {}

    /** The same socket, secured once its handshake is done. */
    static SSLSocket socket(Socket raw, String host, boolean verified) throws IOException {
        var context = verified ? PROVEN : ANYBODY;
        var socket =
                (SSLSocket) context.getSocketFactory().createSocket(raw, host, raw.getPort(), true);
        socket.setUseClientMode(true);
        if (verified) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    private static SSLContext context(TrustManager... believed) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, believed.length == 0 ? null : believed, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has TLS", e);
        }
    }

    /** Trusts every certificate. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
