package io.mockaws.ktor.persistence

/** When what changed is written to the data folder. */
internal enum class Persist {
    /** Before the client hears that it is done: nothing acknowledged is lost, whatever happens to the process. */
    ALWAYS,

    /** Once a second where something changed: `kill -9` loses a second at most. */
    SECOND,

    /** When the server stops. */
    EXIT,
}
