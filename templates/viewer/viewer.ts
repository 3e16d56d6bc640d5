document.documentElement.classList.add('sp-js')
