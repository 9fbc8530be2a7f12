package io.mockaws.services.iam.policy

import kotlinx.serialization.Serializable

/** What an organization lets the principals of an account do at most. */
@Serializable
internal data class ControlPolicy(
    val name: String,
    val document: String,
)
