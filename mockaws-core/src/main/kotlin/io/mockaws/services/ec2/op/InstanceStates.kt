package io.mockaws.services.ec2.op

import io.mockaws.kit.Members

/**
 * Where an instance stands. An answer says the step on the way (`pending`, `stopping`, `shutting-down`), and the next call
 * finds the instance where the step leads.
 *
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
 */
internal enum class InstanceState(
    val code: Int,
) {
    PENDING(0),
    RUNNING(16),
    SHUTTING_DOWN(32),
    TERMINATED(48),
    STOPPING(64),
    STOPPED(80),
    ;

    val word: String = name.lowercase().replace('_', '-')

    val members: Members = mapOf("Code" to code, "Name" to word)

    companion object {
        fun of(word: String?): InstanceState = entries.first { it.word == word }
    }
}
