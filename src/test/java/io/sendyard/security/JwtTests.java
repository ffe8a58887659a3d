package io.sendyard.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.sendyard.SendyardTest;
import io.sendyard.World;
import io.sendyard.account.AccessJwts;
import io.sendyard.core.Cuid;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** JWTs that are almost ours. */
@SendyardTest
class JwtTests {

    @Autowired World world;
    @Autowired MockMvcTester mvc;
    @Autowired SigningKey key;

    @Test
    void takesOneLikeThoseItIssues() throws Exception {
        takes(signed(claims().build(), header().build(), new RSASSASigner(key.privateKey())));
    }

    @Test
    void refusesOneWithoutSignature() throws Exception {
        refuses(new PlainJWT(claims().build()).serialize());
        var ours = world.bearer(world.ada()).substring("Bearer ".length());
        refuses(ours.substring(0, ours.lastIndexOf('.') + 1));
        refuses(ours.substring(0, ours.length() - 8));
    }

    @Test
    void refusesThePublicKeyAsASharedSecret() throws Exception {
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).build();
        var encoded = key.publicKey().getEncoded();
        var pem =
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                        + "\n-----END PUBLIC KEY-----\n";

        refuses(signed(claims().build(), header, new MACSigner(encoded)));
        refuses(signed(claims().build(), header, new MACSigner(pem)));
    }

    @Test
    void refusesAnotherAlgorithmOfTheSameKey() throws Exception {
        for (var algorithm : new JWSAlgorithm[] {JWSAlgorithm.RS512, JWSAlgorithm.PS256}) {
            refuses(
                    signed(
                            claims().build(),
                            new JWSHeader.Builder(algorithm).build(),
                            new RSASSASigner(key.privateKey())));
        }
    }

    @Test
    void refusesAnotherIssuerAudienceOrTime() throws Exception {
        var past = Date.from(Instant.now().minusSeconds(1));

        refuses(ours(claims().issuer("https://accounts.example")));
        refuses(ours(claims().issuer(null)));
        refuses(ours(claims().audience("other-api")));
        refuses(ours(claims().audience((String) null)));
        refuses(ours(claims().expirationTime(past)));
        refuses(ours(claims().expirationTime(null)));
        refuses(ours(claims().notBeforeTime(Date.from(Instant.now().plusSeconds(60)))));
    }

    @Test
    void refusesOneForNobody() throws Exception {
        refuses(ours(claims().subject(null)));
        refuses(ours(claims().subject("nobody")));
        refuses(ours(claims().subject(Cuid.fresh().value())));
        refuses(ours(claims().claim("epoch", null)));
        refuses(ours(claims().claim("epoch", "0")));
        refuses(ours(claims().claim("epoch", world.ada().epoch() + 1)));
    }

    @Test
    void refusesAnotherKeyWhateverItsHeaderSaysAndAsksNobodyForOne() throws Exception {
        var other = otherKey();
        var signer = new RSASSASigner(other.getPrivate());
        var jwk = new RSAKey.Builder((RSAPublicKey) other.getPublic()).keyID("theirs").build();
        try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var url = URI.create("http://127.0.0.1:%d/jwks".formatted(listener.getLocalPort()));

            refuses(signed(claims().build(), header().build(), signer));
            refuses(signed(claims().build(), header().jwk(jwk).build(), signer));
            refuses(signed(claims().build(), header().jwkURL(url).build(), signer));
            refuses(signed(claims().build(), header().x509CertURL(url).build(), signer));
            for (var id : new String[] {"../../../dev/null", "' or 1=1 --", "theirs"}) {
                refuses(signed(claims().build(), header().keyID(id).build(), signer));
            }
            assertNobodyCalls(listener);
        }
    }

    @Test
    void refusesWhatIsNoJwt() {
        for (var text : new String[] {"a", "a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9..", "Bearer"}) {
            refuses(text);
        }
    }

    private void takes(String jwt) {
        assertThat(mvc.get().uri("/v1/servers").header("Authorization", "Bearer " + jwt))
                .hasStatus(HttpStatus.OK);
    }

    private void refuses(String jwt) {
        assertThat(mvc.get().uri("/v1/servers").header("Authorization", "Bearer " + jwt))
                .as(jwt)
                .hasStatus(HttpStatus.UNAUTHORIZED)
                .bodyJson()
                .extractingPath("$.code")
                .isEqualTo("unauthorized");
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(AccessJwts.ISSUER)
                .audience(AccessJwts.AUDIENCE)
                .subject(world.ada().cuid().value())
                .claim("epoch", world.ada().epoch())
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT);
    }

    private String ours(JWTClaimsSet.Builder claims) throws Exception {
        return signed(claims.build(), header().build(), new RSASSASigner(key.privateKey()));
    }

    private static String signed(JWTClaimsSet claims, JWSHeader header, JWSSigner signer)
            throws Exception {
        var jwt = new SignedJWT(header, claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    private static KeyPair otherKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static void assertNobodyCalls(ServerSocket listener) throws IOException {
        listener.setSoTimeout(100);
        try (var call = listener.accept()) {
            throw new AssertionError("Somebody asked for a key: " + call);
        } catch (SocketTimeoutException expected) {
            assertThat(expected).isNotNull();
        }
    }
}
