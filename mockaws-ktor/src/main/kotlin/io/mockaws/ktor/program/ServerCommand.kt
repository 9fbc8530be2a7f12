package io.mockaws.ktor.program

import com.github.ajalt.clikt.core.CliktError
import com.github.ajalt.clikt.core.Context
import com.github.ajalt.clikt.core.CoreCliktCommand
import com.github.ajalt.clikt.parameters.options.convert
import com.github.ajalt.clikt.parameters.options.default
import com.github.ajalt.clikt.parameters.options.flag
import com.github.ajalt.clikt.parameters.options.multiple
import com.github.ajalt.clikt.parameters.options.option
import com.github.ajalt.clikt.parameters.options.optionalValue
import com.github.ajalt.clikt.parameters.options.split
import com.github.ajalt.clikt.parameters.types.choice
import com.github.ajalt.clikt.parameters.types.enum
import com.github.ajalt.clikt.parameters.types.int
import com.github.ajalt.clikt.parameters.types.long
import io.mockaws.MockAwsOptions
import io.mockaws.ktor.persistence.Persist
import io.mockaws.ktor.tls.OwnCertificate
import io.mockaws.ktor.tls.PemFiles
import io.mockaws.ktor.tls.ServerCertificate
import java.io.IOException
import java.nio.file.Path

/** `java -jar mockaws-server.jar`: a server that runs until it is told to stop. */
internal class ServerCommand : CoreCliktCommand("mockaws-server") {
    private val host by option(
        "--host",
        "-H",
        help = "address to listen on; 0.0.0.0 lets other machines in (127.0.0.1)"
    )
        .default("127.0.0.1")
    private val port by option(
        "--port",
        "-p",
        help = "port to listen on; 0 takes one that is free (5000)"
    ).int().default(PORT)
    private val region by option(help = "region of calls that name none (us-east-1)").default("us-east-1")
    private val account by option(help = "account of calls whose access key is none, twelve digits (123456789012)")
        .default("123456789012")
    private val seed by option(help = "what all made-up ids follow from (0)").long().default(0)
    private val services by option(help = "names of the services to answer, as s3,sqs (all)").split(",")
    private val log by option(help = "what to print of each request (off)").choice("off", "requests").default("off")
    private val dataDir by option(help = "folder to keep everything in from one start to the next")
        .convert { Path.of(it) }
    private val persist by option(help = "when it is written: before the answer, each second, at the end (always)")
        .enum<Persist> { it.name.lowercase() }
    private val init by option(help = "folder of fixtures and scripts to begin with, unless --data-dir holds something")
        .convert { Path.of(it) }
    private val verifySignatures by option(help = "answer only calls that are signed with known credentials").flag()
    private val credentials by option(
        help = "access key and secret that are known, as key:secret; may be repeated (test:test)"
    )
        .convert { it.substringBefore(':') to it.substringAfter(':', "") }.multiple()
    private val iam by option(help = "judge each call by the policies of who calls and of what it is about").flag()
    private val tls by option(help = "also speak TLS, with a certificate of its own, or with cert.pem,key.pem")
        .convert { it.split(",") }.optionalValue(emptyList())

    override fun help(context: Context): String = "AWS in memory, behind a port"

    override fun run() {
        refuseWhatMakesNoSense()
        try {
            RunningServer.start(
                host,
                port,
                options(),
                dataDir,
                persist ?: Persist.ALWAYS,
                init,
                log == "requests",
                certificate(),
                knownKeys(),
            )
        } catch (failure: IOException) {
            throw CliktError("mockaws-server: ${failure.message}", failure, statusCode = FAILED)
        } catch (failure: IllegalArgumentException) {
            throw CliktError("mockaws-server: ${failure.message}", failure, statusCode = USAGE)
        }.awaitStop()
    }

    private fun options(): MockAwsOptions =
        MockAwsOptions.builder().region(region).accountId(account).seed(seed).iam(iam).intercept(false)
            .also { builder -> services?.let { builder.services(it.toSet()) } }
            .build()

    private fun certificate(): ServerCertificate? {
        val files = tls ?: return null
        if (files.isEmpty()) return OwnCertificate.of(dataDir?.resolve("tls") ?: OwnCertificate.cache)
        require(files.size == 2) { "--tls takes a certificate and its key: cert.pem,key.pem" }
        return PemFiles.read(Path.of(files[0]), Path.of(files[1]))
    }

    private fun knownKeys(): Map<String, String>? {
        require(credentials.all { (key, secret) -> key.isNotEmpty() && secret.isNotEmpty() }) {
            "--credentials are an access key and its secret: key:secret"
        }
        require(verifySignatures || credentials.isEmpty()) { "--credentials are for --verify-signatures" }
        return if (verifySignatures) credentials.toMap().ifEmpty { mapOf("test" to "test") } else null
    }

    private fun refuseWhatMakesNoSense() {
        if (persist != null && dataDir == null) {
            throw CliktError("mockaws-server: --persist needs --data-dir", statusCode = USAGE)
        }
    }

    companion object {
        /** moto's, too. */
        private const val PORT = 5000
        private const val FAILED = 1

        /** How a program ends that was asked for what makes no sense. */
        const val USAGE: Int = 2
    }
}
