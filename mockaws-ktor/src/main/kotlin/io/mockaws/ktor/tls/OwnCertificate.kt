package io.mockaws.ktor.tls

import io.mockaws.ktor.admin.OwnOrigin
import io.mockaws.ktor.registry.CacheFolder
import java.io.IOException
import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption.ATOMIC_MOVE
import java.nio.file.attribute.PosixFilePermissions
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.PrivateKey
import java.security.cert.CertificateException
import java.security.cert.X509Certificate
import java.util.Base64
import kotlin.io.path.Path
import kotlin.io.path.deleteIfExists
import kotlin.io.path.exists
import kotlin.io.path.inputStream
import kotlin.io.path.readText
import kotlin.io.path.writeText

/** A certificate that signs itself, for the names of this machine. Made once and kept, so that clients can trust it. */
internal object OwnCertificate {
    private const val ALIAS = "mockaws"

    /** Of no worth: who may read the file may do so because of its permissions. */
    private const val PASSWORD = "mockaws"
    private const val DAYS = "3650"

    /** OpenSSL takes no wildcard right below a top-level name, so `*.localhost` is for others. */
    private val NAMES =
        listOf(
            "localhost",
            "*.localhost",
            OwnOrigin.HOST,
            "localhost.localdomain",
            "*.localhost.localdomain",
            "*.s3.localhost.localdomain"
        )
    private val ADDRESSES = listOf("127.0.0.1", "::1")

    /** Where certificates are kept that have no data folder to be kept in. */
    val cache: Path get() = CacheFolder.ofThisUser().resolve("tls")

    /**
     * The certificate that is kept in [folder], which is made where there is none, or none any more.
     *
     * @throws IOException when it cannot be made or kept
     */
    fun of(folder: Path): ServerCertificate {
        Files.createDirectories(folder)
        val file = folder.resolve("mockaws.p12")
        val store = (if (file.exists()) load(file) else null) ?: make(file)
        val certificate = store.getCertificate(ALIAS) as X509Certificate
        val pem = folder.resolve("mockaws.pem")
        val text = textOf(certificate)
        if (!pem.exists() || pem.readText() != text) pem.writeText(text)
        return ServerCertificate(listOf(certificate), store.getKey(ALIAS, PASSWORD.toCharArray()) as PrivateKey, pem)
    }

    /** Null when the time of what [file] holds is over. */
    private fun load(file: Path): KeyStore? =
        try {
            val store = KeyStore.getInstance("PKCS12")
            file.inputStream().use { store.load(it, PASSWORD.toCharArray()) }
            store.takeIf { (it.getCertificate(ALIAS) as X509Certificate).isValid() }
        } catch (damaged: GeneralSecurityException) {
            throw IOException("$file is damaged: ${damaged.message}", damaged)
        }

    private fun X509Certificate.isValid(): Boolean =
        try {
            checkValidity()
            true
        } catch (_: CertificateException) {
            false
        }

    /** The JDK can make certificates by this tool of its own only. */
    private fun make(file: Path): KeyStore {
        val part = Files.createTempFile(file.parent, "mockaws", ".part")
        try {
            // It makes the file itself, and takes an empty one for a damaged store.
            part.deleteIfExists()
            val names = NAMES.map { "dns:$it" } + ADDRESSES.map { "ip:$it" }
            keytool(
                listOf("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1") +
                    listOf("-dname", "CN=mockaws", "-validity", DAYS, "-storetype", "PKCS12") +
                    listOf("-keystore", "$part", "-storepass", PASSWORD, "-ext", "san=${names.joinToString(",")}") +
                    listOf("-ext", "ku:critical=digitalSignature", "-ext", "eku=serverAuth"),
            )
            if ("posix" in part.fileSystem.supportedFileAttributeViews()) {
                Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"))
            }
            Files.move(part, file, ATOMIC_MOVE)
        } finally {
            part.deleteIfExists()
        }
        return checkNotNull(load(file)) { "A new certificate is valid" }
    }

    private fun keytool(arguments: List<String>) {
        val tool = Path(System.getProperty("java.home"), "bin", "keytool")
        val process = ProcessBuilder(listOf("$tool") + arguments).redirectErrorStream(true).start()
        val output = process.inputStream.bufferedReader().readText()
        if (process.waitFor() != 0) throw IOException("$tool cannot make a certificate: $output")
    }

    private fun textOf(certificate: X509Certificate): String {
        val body = Base64.getMimeEncoder(LINE, "\n".toByteArray()).encodeToString(certificate.encoded)
        return "-----BEGIN CERTIFICATE-----\n$body\n-----END CERTIFICATE-----\n"
    }

    private const val LINE = 64
}
