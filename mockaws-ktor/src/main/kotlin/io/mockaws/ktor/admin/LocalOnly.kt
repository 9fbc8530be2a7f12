package io.mockaws.ktor.admin

import io.mockaws.wire.http.HttpRequest

/**
 * Whether a request to change the server itself may come from where it does. A page of the web can make a browser
 * send one: to a name of its own that resolves to this machine (then `Host` tells), or across sites (`Origin` tells).
 */
internal object LocalOnly {
    private val ADDRESS = Regex("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]")
    private val LOCAL = listOf("localhost", ".localhost", ".localhost.localdomain", ".localstack.cloud", ".internal")

    fun admits(request: HttpRequest): Boolean {
        val origin = request.headers["Origin"] ?: return isLocal(request.host)
        // A page in a sandbox has the origin "null", whoever it is of.
        return isLocal(request.host) && "://" in origin && isLocal(hostOf(origin))
    }

    /** An address, a name of this machine, or one without dots, as containers have among each other. */
    private fun isLocal(host: String) = ADDRESS.matches(host) || '.' !in host || LOCAL.any { host.endsWith(it) }

    private fun hostOf(origin: String) = HttpRequest("GET", "/", origin = origin).host
}
