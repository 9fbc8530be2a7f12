package io.mockaws.samples.quickstart

fun main() {
    println("Hello from Kotlin")
}
