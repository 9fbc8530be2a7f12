package io.mockaws.samples.assets

import kotlinx.serialization.Serializable

/** What a client sends to have an asset kept. */
@Serializable
data class NewAsset(
    val name: String,
    val owner: String,
    /** In euros. */
    val value: Double = 0.0,
)

/** What it gets back. */
@Serializable
data class Asset(
    val id: String,
    val name: String,
    val owner: String,
    val value: Double,
)
