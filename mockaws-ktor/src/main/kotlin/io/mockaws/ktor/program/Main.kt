@file:JvmName("Main")

package io.mockaws.ktor.program

import com.github.ajalt.clikt.core.main

internal fun main(args: Array<String>): Unit = ServerCommand().main(args)
