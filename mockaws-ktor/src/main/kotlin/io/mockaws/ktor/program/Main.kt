@file:JvmName("Main")

package io.mockaws.ktor.program

import com.github.ajalt.clikt.core.CliktError
import com.github.ajalt.clikt.core.UsageError
import com.github.ajalt.clikt.core.parse
import io.mockaws.ktor.program.sam.SamCommands
import kotlin.system.exitProcess

/** Ends with 2 for what is asked for wrongly, as the page of the server says, and not with Clikt's 1. */
internal fun main(args: Array<String>) {
    val (command, arguments) =
        if (args.firstOrNull() == "sam") SamCommands.of(args.drop(1)) else ServerCommand() to args.toList()
    try {
        command.parse(arguments)
    } catch (wrong: UsageError) {
        command.echoFormattedHelp(wrong)
        exitProcess(ServerCommand.USAGE)
    } catch (ended: CliktError) {
        command.echoFormattedHelp(ended)
        exitProcess(ended.statusCode)
    }
}
