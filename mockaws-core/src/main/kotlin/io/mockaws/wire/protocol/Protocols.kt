package io.mockaws.wire.protocol

/** Every protocol that a service can name, in AWS's terms. */
internal object Protocols
