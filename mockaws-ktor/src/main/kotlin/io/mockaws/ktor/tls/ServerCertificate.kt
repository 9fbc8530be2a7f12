package io.mockaws.ktor.tls

import java.nio.file.Path
import java.security.KeyStore
import java.security.PrivateKey
import java.security.cert.X509Certificate
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext
import javax.net.ssl.SSLEngine

/** What a server shows to clients that speak TLS: one made here ([OwnCertificate]) or one from files ([PemFiles]). */
internal class ServerCertificate(
    chain: List<X509Certificate>,
    key: PrivateKey,
    /** The file that clients can be told to trust, as by `AWS_CA_BUNDLE`. */
    val pem: Path,
) {
    private val context =
        SSLContext.getInstance("TLS").apply {
            val store = KeyStore.getInstance("PKCS12").apply { load(null, null) }
            store.setKeyEntry("server", key, NONE, chain.toTypedArray())
            val keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
            keys.init(store, NONE)
            init(keys.keyManagers, null, null)
        }

    /**
     * The server's side of one connection.
     *
     * @param isHttp2Spoken whether clients are offered it that do not offer HTTP/1.1, which is preferred: what limits a
     * client holds there
     */
    fun engine(isHttp2Spoken: Boolean): SSLEngine =
        context.createSSLEngine().apply {
            useClientMode = false
            sslParameters =
                sslParameters.apply {
                    applicationProtocols =
                        if (isHttp2Spoken) arrayOf("http/1.1", "h2") else arrayOf("http/1.1")
                }
        }

    private companion object {
        /** The store is in memory. */
        val NONE = CharArray(0)
    }
}
