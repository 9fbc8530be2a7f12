package io.mockaws.services.iam

/** Certificates of nobody, self-signed by OpenSSL. */
internal object SampleCertificates {
    /** When the first one expires. */
    const val EXPIRATION: String = "2126-11-07T02:16:51Z"

    val all: List<String> =
        listOf(
            """
            -----BEGIN CERTIFICATE-----
            MIIBaTCCAQ6gAwIBAgIBATAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdtb2NrYXdz
            MCAXDTI2MTIwMTAyMTY1MVoYDzIxMjYxMTA3MDIxNjUxWjASMRAwDgYDVQQDDAdt
            b2NrYXdzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEpTDPtEKLZgJiNkmYxNSy
            xlI/l3FYpzFvoLZN/M3EuJs5SAmQbo2ODAwNtR1Wu2Pp7jgusqMyPbg6llF2rHGP
            OqNTMFEwHQYDVR0OBBYEFKgZ2iEUzIA/UORf32fKWFk0wODFMB8GA1UdIwQYMBaA
            FKgZ2iEUzIA/UORf32fKWFk0wODFMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0E
            AwIDSQAwRgIhAL3LNzcj1UlVTQRmhAsaBjRlBMv2E8wLPZq5VCQEP5h7AiEAtVGc
            av3mRdZvE62soN5cHl5GnapcryPwIKCQeYdRSAA=
            -----END CERTIFICATE-----
            """,
            """
            -----BEGIN CERTIFICATE-----
            MIIBaTCCAQ6gAwIBAgIBAjAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdtb2NrYXdz
            MCAXDTI2MTIwMTAyMTY1MVoYDzIxMjYxMTA3MDIxNjUxWjASMRAwDgYDVQQDDAdt
            b2NrYXdzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIq272TIcXUytSmOzxRUf
            KE9aPb0ejs81rCCN2CH4Pe66cH2UkcgMfTvh0HfFzJq5bNthKbub+Pi8EO7tagOS
            IKNTMFEwHQYDVR0OBBYEFE4lzz7u2/CVgH8EtWAJsYhPIpQnMB8GA1UdIwQYMBaA
            FE4lzz7u2/CVgH8EtWAJsYhPIpQnMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0E
            AwIDSQAwRgIhAJ8U1EtCgHwrzCJr0sdsbtKbZUJ0hcCzczFvFr9+9U8JAiEAjY0l
            DQipDZY0+ScxftgQlqJHnjo3sbmTt+7CYIj2VHo=
            -----END CERTIFICATE-----
            """,
            """
            -----BEGIN CERTIFICATE-----
            MIIBaTCCAQ6gAwIBAgIBAzAKBggqhkjOPQQDAjASMRAwDgYDVQQDDAdtb2NrYXdz
            MCAXDTI2MTIwMTAyMTY1MVoYDzIxMjYxMTA3MDIxNjUxWjASMRAwDgYDVQQDDAdt
            b2NrYXdzMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEr76Y8NqxCj8W3kzJ4Ip8
            30PdA3R2gx/fDFjxWcFidKMmJQ7nnG7j3zeloH0Q4J6PYEM3xZXd3F1AwS3FNWq3
            kaNTMFEwHQYDVR0OBBYEFBMQMXDQnxdG80qTs4GwwujNmYgXMB8GA1UdIwQYMBaA
            FBMQMXDQnxdG80qTs4GwwujNmYgXMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0E
            AwIDSQAwRgIhAJQrG0AxcmqTd3yluFKCO+40ulShlhNBFDPJQ06AOGBqAiEAsRpZ
            bQtOQpJzOMw91v3FY0hsQP8sW4Jo+W+UMIm5zWg=
            -----END CERTIFICATE-----
            """,
        ).map { it.trimIndent() }
}
