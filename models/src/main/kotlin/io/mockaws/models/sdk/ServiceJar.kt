package io.mockaws.models.sdk

import java.io.File
import java.util.zip.ZipFile

/** A service module of the AWS SDK for Java v2; its classes are loaded apart, and can be dropped again. */
internal class ServiceJar(
    val file: File,
) : AutoCloseable {
    private val zip = ZipFile(file)
    private val loader = OwnFirst()

    /** Names as in byte code: `software/amazon/awssdk/services/sqs/SqsClient`. */
    val classes: Set<String> =
        zip
            .entries()
            .asSequence()
            .map { it.name }
            .filter { it.endsWith(".class") }
            .mapTo(sortedSetOf()) { it.removeSuffix(".class") }

    /** The classes of the clients: most modules have one, some have two. */
    val clients: List<String> =
        classes.mapNotNull { CLIENT.matchEntire(it)?.groupValues?.get(1) }.map { it + "Client" }.distinct()

    fun load(name: String): Class<*> = Class.forName(name.replace('/', '.'), true, loader)

    fun loadIfThere(name: String): Class<*>? = if (name in classes) load(name) else null

    /** Empty if there is no such class: a few services have no blocking client. */
    fun code(name: String): List<MethodCode> = if (name in classes) methodsOf(bytes(name)) else emptyList()

    override fun close() = zip.close()

    private fun bytes(name: String): ByteArray = zip.getInputStream(zip.getEntry("$name.class")).use {
        it.readAllBytes()
    }

    private inner class OwnFirst : ClassLoader(ServiceJar::class.java.classLoader) {
        override fun loadClass(
            name: String,
            resolve: Boolean,
        ): Class<*> {
            if (!name.startsWith("software.amazon.awssdk.services.")) return super.loadClass(name, resolve)
            synchronized(getClassLoadingLock(name)) { return findLoadedClass(name) ?: define(name) }
        }

        private fun define(name: String): Class<*> {
            val path = name.replace('.', '/')
            if (path !in classes) throw ClassNotFoundException(name)
            val bytes = bytes(path).let { if (".model." in name) withoutAccessors(it) else it }
            return defineClass(name, bytes, 0, bytes.size)
        }
    }

    companion object {
        private val CLIENT = Regex("(software/amazon/awssdk/services/[^/]+(?:/[^/]+)?/Default\\w+?)(Async)?Client")

        /** All service modules on the class path, by name. Surefire hides it from the usual property. */
        fun onClassPath(): List<ServiceJar> =
            (System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path"))
                .split(File.pathSeparatorChar)
                .filter { it.endsWith(".jar") && "awssdk" in it }
                .map(::File)
                .sortedBy { it.name }
                .map(::ServiceJar)
                .filter { jar -> jar.clients.isNotEmpty().also { if (!it) jar.close() } }
    }
}
